using System.ComponentModel;
using System.Diagnostics;

namespace Spinner.Host.Tests;

/// <summary>A fact about the program under another one that changes who it is; skipped where that is not allowed.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class UnderFactAttribute : FactAttribute
{
    private static readonly Dictionary<string, string?> Refusals = [];

    /// <param name="under">Which of <see cref="Under"/>.</param>
    public UnderFactAttribute(string under)
    {
        lock (Refusals)
        {
            if (!Refusals.TryGetValue(under, out var refusal)) Refusals[under] = refusal = Ask(under);
            Skip = refusal;
        }
    }

    private static string? Ask(string under)
    {
        if (under == Under.Grouped) return AskForGroup();
        if (under is Under.Nobody or Under.Few && Environment.UserName != "root") return "Not root: nobody else can be made of this user.";
        var line = Under.Line(under);
        try
        {
            // It must be allowed, and the program must be readable for who it makes us.
            string[] asked = [.. line[1..], "sh", "-c", $"test -r '{SpinnerProcess.Words[^1]}' && echo allowed"];
            using var process = Process.Start(new ProcessStartInfo(line[0], asked)
            {
                RedirectStandardOutput = true,
                RedirectStandardError = true,
            })!;
            return process.StandardOutput.ReadToEnd().StartsWith("allowed", StringComparison.Ordinal)
                ? null
                : $"{line[0]} may not do this here: {process.StandardError.ReadToEnd().Trim()}";
        }
        catch (Win32Exception missing)
        {
            return $"There is no {line[0]} here: {missing.Message}";
        }
    }

    // Whoever asks leaves none behind.
    private static string? AskForGroup()
    {
        try
        {
            Directory.CreateDirectory(Under.ControlGroup);
            Directory.Delete(Under.ControlGroup);
            return null;
        }
        catch (Exception refused) when (refused is IOException or UnauthorizedAccessException)
        {
            return $"No control group can be made here: {refused.Message}";
        }
    }
}
