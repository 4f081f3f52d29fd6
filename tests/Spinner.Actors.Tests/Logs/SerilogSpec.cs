using Akka.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Serilog;
using Serilog.Events;
using Spinner.Actors.TestKit;
using Spinner.Actors.Tests.Hosting;
using Spinner.Processes;

namespace Spinner.Actors.Tests.Logs;

/// <summary>What Serilog gets through Akka.Hosting's logger factory.</summary>
public sealed class SerilogSpec : IAsyncLifetime
{
    private readonly Sink _sink = new();
    private readonly FakeLauncher _launcher = FakeLauncher.Obedient();
    private readonly IHost _host;

    public SerilogSpec() => _host = SpinnerHost.With(
        akka => akka
            .ConfigureLoggers(l => { l.ClearLoggers(); l.AddLoggerFactory(); })
            .WithSpinner(o => o.Fakes(_launcher).AddChild("web", c => c with { Command = "any" })),
        services => services.AddSerilog(new LoggerConfiguration().MinimumLevel.Debug().WriteTo.Sink(_sink).CreateLogger(), dispose: true).AddSpinner());

    public Task InitializeAsync() => _host.StartAsync();

    public async Task DisposeAsync()
    {
        await _host.StopAsync();
        _host.Dispose();
    }

    [Fact]
    public async Task Every_line_about_a_child_has_its_name_as_a_property()
    {
        await _host.Services.GetRequiredService<ISpinner>().StartAsync("web");
        await _host.Services.GetRequiredService<ISpinner>().StopAsync("web");
        await AboutAsync(e => Property(e, "To") == "Stopped");

        var lines = _sink.Events.Where(e => e.RenderMessage().Contains("web", StringComparison.Ordinal)).ToList();

        Assert.True(lines.Count >= 4);
        Assert.All(lines, e => Assert.Equal("web", Property(e, "Child")));
        Assert.Contains(lines, e => (Property(e, "From"), Property(e, "To"), Property(e, "Cause")) == ("Starting", "Started", "Start"));
    }

    [Theory]
    [InlineData(false, LogEventLevel.Information, "stdout")]
    [InlineData(true, LogEventLevel.Warning, "stderr")]
    public async Task Output_is_a_source_of_its_own_with_the_level_of_its_stream(bool isError, LogEventLevel level, string stream)
    {
        await _host.Services.GetRequiredService<ISpinner>().StartAsync("web");

        _launcher.Last.Plan.Log(new OutputBatch(isError, "listening {on} 100%", 0));

        var line = await AboutAsync(e => Property(e, "Output") == "listening {on} 100%");
        Assert.Equal((level, "web", stream), (line.Level, Property(line, "Child"), Property(line, "Stream")));
        Assert.StartsWith("web", Property(line, "LogSource"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Dropped_output_is_a_warning()
    {
        await _host.Services.GetRequiredService<ISpinner>().StartAsync("web");

        _launcher.Last.Plan.Log(new OutputBatch(false, "", 77));

        var line = await AboutAsync(e => Property(e, "DroppedBytes") == "77");
        Assert.Equal((LogEventLevel.Warning, "web"), (line.Level, Property(line, "Child")));
    }

    private async Task<LogEvent> AboutAsync(Func<LogEvent, bool> wanted)
    {
        await Spinner.Tests.Eventually.HoldsAsync(() => _sink.Events.Any(wanted), "the line is logged");
        return _sink.Events.First(wanted);
    }

    private static string? Property(LogEvent line, string name) =>
        line.Properties.GetValueOrDefault(name) is ScalarValue { Value: { } value } ? value.ToString() : null;
}
