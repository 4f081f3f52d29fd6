
namespace Spinner.Host.Tests.Logs;

/// <summary>What a child does to terminals, at `logs` and at `up`.</summary>
public class PlainSpec
{
    [Fact(Timeout = RealProgram.Limit)]
    public async Task Output_reaches_a_terminal_as_plain_text_unless_it_is_asked_for_raw()
    {
        await using var daemon = new DaemonRun();
        var line = $"printf '\\033[31mred\\033[0m\\n10%%\\r100%%\\n\\033]0;title\\007\\n12:00:00 INF \\rforged\\n'; exec {Dummy.Dotnet} {Dummy.Dll} bind";
        await File.WriteAllTextAsync(daemon.PathOf("loud.sh"), line);
        daemon.Write($"loud {{ command = \"/bin/sh\", args = [\"{daemon.PathOf("loud.sh")}\"], autostart = on }}");
        await daemon.StartAsync();
        await daemon.PidAsync("loud");

        var plain = await daemon.RunAsync("logs", "loud");
        var raw = await daemon.RunAsync("logs", "loud", "--raw");
        var lines = await daemon.RunAsync("logs", "loud", "-o", "jsonl");
        await daemon.EndAsync();

        Assert.Equal("red\n100%\n\nforged00 INF \n", plain.Out);
        Assert.Equal("\u001b[31mred\u001b[0m\n10%\r100%\n\u001b]0;title\u0007\n12:00:00 INF \rforged\n".Split('\n').Length, lines.Out.Split('\n').Length);
        Assert.Contains("\u001b[31mred\u001b[0m\n", raw.Out, StringComparison.Ordinal);
        Assert.Contains("\"10%\\r100%\"", lines.Out, StringComparison.Ordinal);
        Assert.DoesNotContain('\u001b', daemon.Process.Out);
        Assert.DoesNotContain('\r', daemon.Process.Out);
        Assert.Contains("loud | 100%\n", daemon.Process.Out, StringComparison.Ordinal);
        Assert.All(daemon.Process.Out.Split('\n').Where(l => l.Contains("forged", StringComparison.Ordinal)),
            l => Assert.StartsWith("loud | ", l, StringComparison.Ordinal));
    }
}
