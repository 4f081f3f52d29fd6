using System.Diagnostics;

namespace Spinner.Actors.Tests.Model;

/// <summary>The model beside this file: every sequence of two commands with all that may follow, and that each rule it has makes a difference.</summary>
public class KindsModelSpec
{
    [PythonFact]
    public async Task It_holds_with_every_rule_and_breaks_without_any()
    {
        using var model = Process.Start(new ProcessStartInfo("python3", ["-B", Path.Combine(AppContext.BaseDirectory, "kinds_model.py"), "2"]) { RedirectStandardOutput = true })!;
        try
        {
            var told = await model.StandardOutput.ReadToEndAsync().WaitAsync(TimeSpan.FromMinutes(2));
            Assert.True(model.WaitForExit(TimeSpan.FromMinutes(1)));
            Assert.True(model.ExitCode == 0, told);
            Assert.Contains("states, nothing wrong", told, StringComparison.Ordinal);
        }
        finally
        {
            if (!model.HasExited) model.Kill();
        }
    }
}
