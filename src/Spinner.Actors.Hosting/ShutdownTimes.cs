using Akka.Configuration;
using Akka.Event;
using Akka.Hosting;
using Spinner.Actors.Configuration;

namespace Spinner.Actors.Hosting;

/// <summary>Who waits how long for whom when the host shuts down.</summary>
static class ShutdownTimes
{
    private const string Phase = "akka.coordinated-shutdown.phases.service-stop.timeout";
    private static readonly TimeSpan Margin = TimeSpan.FromSeconds(2);

    /// <summary>Gives the phase that drains the spinner its drain time-out and a margin, unless it has more already.</summary>
    public static void Widen(AkkaConfigurationBuilder builder, string name, SpinnerOptions options)
    {
        var config = builder.Configuration.GetOrElse(Config.Empty);
        var wanted = DrainTimeout(config, name, options) + Margin;
        var has = config.GetTimeSpan(Phase, TimeSpan.Zero);
        if (has < wanted) builder.AddHocon($"{Phase} = {HoconText.Duration(wanted)}", HoconAddMode.Prepend);
    }

    /// <summary>Advises, once, that the host would give up before the spinner has drained.</summary>
    public static void Advise(ILoggingAdapter log, string name, TimeSpan drainTimeout, TimeSpan? hostTimeout)
    {
        if (hostTimeout is not { } given || given >= drainTimeout + Margin) return;
        log.Warning(
            "Spinner {Spinner} may take {DrainTimeout} to drain, but the host shuts down within {ShutdownTimeout}: " +
            "set HostOptions.ShutdownTimeout to {Advised} or more",
            name, drainTimeout, given, drainTimeout + Margin);
    }

    // What is wrong in the block is told when the spinner is created.
    private static TimeSpan DrainTimeout(Config config, string name, SpinnerOptions options) =>
        options.DrainTimeout
        ?? SpinnerHocon.ReadBlock(new OptionErrors(), config, SpinnerNames.Actor(name)).DrainTimeout
        ?? BuiltInDefaults.Spinner.DrainTimeout!.Value;
}
