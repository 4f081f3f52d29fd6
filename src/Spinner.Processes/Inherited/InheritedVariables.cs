using System.Collections;
using System.Collections.Frozen;
using System.Text;

namespace Spinner.Processes;

/// <summary>Reads the environment, byte for byte where the system shows it. Stateless.</summary>
internal static class InheritedVariables
{
    private const string File = "/proc/self/environ";

    internal static IReadOnlyDictionary<string, string> Read()
    {
        var known = new Dictionary<string, string>();
        foreach (DictionaryEntry variable in System.Environment.GetEnvironmentVariables()) known[(string)variable.Key] = (string?)variable.Value ?? "";
        var variables = Merge(known, OperatingSystem.IsLinux() ? Bytes() : []);
        variables.Remove(Inherited.FileLimitVariable);
        return variables.ToFrozenDictionary(OperatingSystem.IsWindows() ? StringComparer.OrdinalIgnoreCase : StringComparer.Ordinal);
    }

    /// <summary>What the program has set, changed or removed since its start counts; whatever it left alone counts as its bytes.</summary>
    internal static Dictionary<string, string> Merge(Dictionary<string, string> known, ReadOnlySpan<byte> block)
    {
        var left = new Dictionary<string, string>(known);
        var variables = new Dictionary<string, string>();
        while (!block.IsEmpty)
        {
            var end = block.IndexOf((byte)0);
            var entry = end < 0 ? block : block[..end];
            block = end < 0 ? [] : block[(end + 1)..];
            // As Windows has it a name may begin with the sign.
            if (entry.Length < 2 || entry[1..].IndexOf((byte)'=') is not (>= 0 and var sign)) continue;
            var name = entry[..(sign + 1)];
            var value = entry[(sign + 2)..];
            var shown = Encoding.UTF8.GetString(name);
            // .NET does not show a name that begins with the sign.
            if (!left.TryGetValue(shown, out var now) && shown[0] != '=') continue;
            now ??= Encoding.UTF8.GetString(value);
            if (variables.TryAdd(ByteText.Decode(name), now == Encoding.UTF8.GetString(value) ? ByteText.Decode(value) : now)) known.Remove(shown);
        }

        foreach (var (name, value) in known) variables.TryAdd(name, value);
        return variables;
    }

    private static byte[] Bytes()
    {
        try
        {
            return System.IO.File.ReadAllBytes(File);
        }
        catch (Exception hidden) when (hidden is IOException or UnauthorizedAccessException)
        {
            // No /proc here: .NET's reading of it is what there is.
            return [];
        }
    }
}
