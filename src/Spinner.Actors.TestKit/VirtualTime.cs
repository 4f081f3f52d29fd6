using Akka.Configuration;
using Microsoft.Extensions.Time.Testing;

namespace Spinner.Actors.TestKit;

/// <summary>What a test in virtual time needs: a year passes in a moment, and the effect of every message is there on the next line.</summary>
public static class VirtualTime
{
    /// <summary>Settings for the actor system: every actor runs on the thread that tells it something.</summary>
    public static Config Config { get; } = Read();

    /// <summary>Options for a spinner that runs fakes on a clock that stands still until it is advanced.</summary>
    /// <param name="clock">The clock; only the test moves it.</param>
    /// <param name="launcher">The fake launcher.</param>
    public static SpinnerOptions Options(FakeTimeProvider clock, FakeLauncher launcher) => new()
    {
        Clock = clock,
        Launcher = launcher,
        Endpoints = new FakeEndpoints(),
    };

    private static Config Read()
    {
        using var stream = typeof(VirtualTime).Assembly.GetManifestResourceStream("test.conf")!;
        using var reader = new StreamReader(stream);
        return ConfigurationFactory.ParseString(reader.ReadToEnd());
    }
}
