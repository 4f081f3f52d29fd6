using System.ComponentModel;
using System.Diagnostics;

namespace Spinner.Processes.Tests.Orphans;

/// <summary>A theory that needs to be process 1 of a namespace; skipped where that is not allowed.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class UnshareTheoryAttribute : TheoryAttribute
{
    private static readonly Lazy<string?> Refusal = new(Ask);

    public UnshareTheoryAttribute() => Skip = Refusal.Value;

    private static string? Ask()
    {
        try
        {
            using var process = Process.Start(new ProcessStartInfo("unshare", ["-Urpf", "--kill-child", "--mount-proc", "echo", "allowed"])
            {
                RedirectStandardOutput = true,
                RedirectStandardError = true,
            })!;
            return process.StandardOutput.ReadToEnd().StartsWith("allowed", StringComparison.Ordinal)
                ? null
                : $"A process may not make namespaces here: {process.StandardError.ReadToEnd().Trim()}";
        }
        catch (Win32Exception missing)
        {
            return $"There is no unshare here: {missing.Message}";
        }
    }
}
