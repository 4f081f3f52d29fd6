using System.Globalization;
using System.Text;

namespace Spinner.Tests;

/// <summary>A variable in the environment of every child of one test. It finds them and what they spawned, whatever became of their groups.</summary>
public sealed class Marked
{
    private readonly byte[] _entry;

    public Marked()
    {
        Value = Guid.NewGuid().ToString("N");
        _entry = Encoding.ASCII.GetBytes($"{Variable}={Value}");
    }

    public const string Variable = "SPINNER_SURVIVAL_TEST";

    public string Value { get; }

    /// <summary>Those that live. A zombie has no environment any more.</summary>
    public IReadOnlyList<int> Living => [.. Directory.EnumerateDirectories("/proc")
        .Select(path => int.TryParse(Path.GetFileName(path), NumberStyles.None, CultureInfo.InvariantCulture, out var pid) ? pid : 0)
        .Where(pid => pid > 0 && Environment(pid).AsSpan().IndexOf(_entry) >= 0)];

    private static byte[] Environment(int pid)
    {
        try
        {
            return File.ReadAllBytes($"/proc/{pid}/environ");
        }
        catch (Exception gone) when (gone is IOException or UnauthorizedAccessException)
        {
            return [];
        }
    }
}
