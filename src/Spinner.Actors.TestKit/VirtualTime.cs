using Akka.Configuration;
using Microsoft.Extensions.Time.Testing;

namespace Spinner.Actors.TestKit;

/// <summary>What a test in virtual time needs: a year passes in a moment, and the effect of every message is there on the next line.</summary>
public static class VirtualTime
{
    /// <summary>Settings for the actor system: every actor runs on the thread that tells it something.</summary>
    public static Config Config { get; } = Read();

    /// <summary><see cref="Config"/> with Akka's <c>TestScheduler</c>, for a <see cref="SchedulerTimeProvider"/>.</summary>
    public static Config SchedulerConfig { get; } =
        ConfigurationFactory.ParseString("akka.scheduler.implementation = \"Akka.TestKit.TestScheduler, Akka.TestKit\"").WithFallback(Config);

    /// <summary>Options for a spinner that runs fakes on a clock that stands still until it is advanced.</summary>
    /// <param name="clock">The clock; only the test moves it: a <c>FakeTimeProvider</c>, or a <see cref="SchedulerTimeProvider"/>.</param>
    /// <param name="launcher">The fake launcher.</param>
    public static SpinnerOptions Options(TimeProvider clock, FakeLauncher launcher) => new()
    {
        Clock = clock,
        Launcher = launcher,
        Endpoints = new FakeEndpoints(),
    };

    /// <summary>
    /// Advances in steps. One plain <c>Advance</c> jumps: what becomes due on the way finds the clock at the end of the jump, and what it arms
    /// counts from there.
    /// </summary>
    /// <param name="clock">The clock.</param>
    /// <param name="delta">How far.</param>
    /// <param name="step">How far at once, more than 0: the precision of what happens on the way.</param>
    public static void Advance(this FakeTimeProvider clock, TimeSpan delta, TimeSpan step)
    {
        ArgumentNullException.ThrowIfNull(clock);
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(step, TimeSpan.Zero);
        for (; delta > TimeSpan.Zero; delta -= step) clock.Advance(delta < step ? delta : step);
    }

    private static Config Read()
    {
        using var stream = typeof(VirtualTime).Assembly.GetManifestResourceStream("test.conf")!;
        using var reader = new StreamReader(stream);
        return ConfigurationFactory.ParseString(reader.ReadToEnd());
    }
}
