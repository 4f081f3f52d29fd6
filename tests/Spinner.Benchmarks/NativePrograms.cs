using Spinner.Processes;

namespace Spinner.Benchmarks;

/// <summary>The two C programs of this comparison.</summary>
internal sealed record NativePrograms(string Child, string Floor)
{
    /// <summary>Null where there is no gcc, or it fails.</summary>
    public static async Task<NativePrograms?> BuildAsync(string directory)
    {
        var programs = new NativePrograms(Path.Combine(directory, "child"), Path.Combine(directory, "floor"));
        return await CompileAsync("child.c", programs.Child, "-static") && await CompileAsync("floor.c", programs.Floor, "-O2") ? programs : null;
    }

    private static async Task<bool> CompileAsync(string source, string output, string option)
    {
        var plan = MeasuredLaunch.Plan("gcc", ["-O2", option, "-o", output, Path.Combine(AppContext.BaseDirectory, "Native", source)], new TcpEndpoint("127.0.0.1", 1));
        plan = plan with { Stderr = OutputTarget.Console };
        try
        {
            return (await MeasuredLaunch.Launch(new PortableLauncher(), plan).WhenExited).Status == ExitStatus.Exited(0);
        }
        catch (SpawnException)
        {
            // No gcc: the caller says so.
            return false;
        }
    }
}
