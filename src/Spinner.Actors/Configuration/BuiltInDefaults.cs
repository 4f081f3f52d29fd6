using Spinner.Processes;

namespace Spinner.Actors.Configuration;

/// <summary>What an option is when neither the child nor the spinner says it.</summary>
static class BuiltInDefaults
{
    public static ChildOptions Options { get; } = new()
    {
        Environment = new Dictionary<string, string>(),
        InheritEnvironment = true,
        Endpoint = EndpointSpec.Tcp,
        StartTimeout = TimeSpan.FromSeconds(30),
        Attempts = 3,
        StopTimeout = TimeSpan.FromSeconds(30),
        KillTimeout = TimeSpan.FromSeconds(5),
        StopSignal = StopSignal.Term,
        Stdout = OutputTarget.Console,
        Stderr = OutputTarget.Console,
        OutputRing = 64 * 1024,
        IdleTime = TimeSpan.FromMinutes(30),
        Keep = false,
        Autostart = false,
        RestartTolerance = TimeSpan.FromSeconds(60),
        FaultTimeout = TimeSpan.FromSeconds(60),
    };
}
