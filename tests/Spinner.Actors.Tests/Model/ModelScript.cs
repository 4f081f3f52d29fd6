using System.Diagnostics;

namespace Spinner.Actors.Tests.Model;

/// <summary>Runs a model that stands beside the tests.</summary>
static class ModelScript
{
    /// <summary>What the script says, when it ends with 0.</summary>
    public static async Task<string> RunAsync(string script, params string[] arguments)
    {
        using var model = Process.Start(new ProcessStartInfo("python3", ["-B", Path.Combine(AppContext.BaseDirectory, script), .. arguments]) { RedirectStandardOutput = true })!;
        try
        {
            var told = await model.StandardOutput.ReadToEndAsync().WaitAsync(TimeSpan.FromMinutes(10));
            Assert.True(model.WaitForExit(TimeSpan.FromMinutes(1)));
            Assert.True(model.ExitCode == 0, told);
            return told;
        }
        finally
        {
            if (!model.HasExited) model.Kill();
        }
    }
}
