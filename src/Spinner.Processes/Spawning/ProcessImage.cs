using System.Runtime.InteropServices;

namespace Spinner.Processes;

/// <summary>This process as it was started, to be started anew in place; see execve(2). Linux only; stateless.</summary>
internal static unsafe partial class ProcessImage
{
    private const string CommandLine = "/proc/self/cmdline";

    /// <summary>
    /// Puts the same program with the same arguments and one more variable in place of this one: pid, parent, limits, directory and standard descriptors
    /// stay. Only before anything was opened or registered.
    /// </summary>
    /// <returns>Only where the system refuses it: then everything is as before.</returns>
    internal static void Restart(string variable, string value)
    {
        try
        {
            var environment = new Dictionary<string, string>(InheritedVariables.Read()) { [variable] = value };
            if (System.Environment.GetEnvironmentVariable(Inherited.FileLimitVariable) is { } limit) environment[Inherited.FileLimitVariable] = limit;
            var args = ByteText.Decode(File.ReadAllBytes(CommandLine)).Split('\0')[1..^1];
            using var block = new SpawnBlock(System.Environment.ProcessPath!, args, environment, directory: null);
            _ = Execute(block.Arguments[0], block.Arguments, block.Environment);
        }
        catch (Exception hidden) when (hidden is IOException or UnauthorizedAccessException)
        {
            // No /proc here.
        }
    }

    [LibraryImport("libc", EntryPoint = "execve")]
    private static partial int Execute(byte* program, byte** arguments, byte** environment);
}
