using System.Collections;
using System.Globalization;
using Spinner.Processes;

namespace Spinner.Supervisor;

/// <summary>Launches with this process' own environment, and says their pids and ends.</summary>
internal sealed class Children(IProcessLauncher launcher)
{
    private readonly List<ILaunch> _launched = [];

    /// <param name="command">The port, or the directory in which it gets a private socket; the program and its arguments.</param>
    public void Launch(string[] command)
    {
        var endpoint = int.TryParse(command[0], CultureInfo.InvariantCulture, out var port)
            ? new TcpEndpoint("127.0.0.1", port)
            : new LocalEndpoints(runDirectory: command[0]).Grant(EndpointSpec.Unix);
        var environment = Environment.GetEnvironmentVariables().Cast<DictionaryEntry>().ToDictionary(e => (string)e.Key, e => (string)e.Value!);
        environment["PORT"] = endpoint.PortValue;
        try
        {
            var launch = launcher.Launch(
                new LaunchPlan
                {
                    Name = "child", Command = command[1], Args = command[2..], Environment = environment,
                    Endpoint = endpoint, Stdout = OutputTarget.None, Stderr = OutputTarget.None,
                },
                new Observer());
            _launched.Add(launch);
            Answer.Say("launched", launch.Pid.ToString(CultureInfo.InvariantCulture));
        }
        catch (SpawnException refused)
        {
            Answer.Say("refused", refused.Message);
        }
    }

    private sealed class Observer : ILaunchObserver
    {
        public void Ready(LaunchReady ready) => Answer.Say("listening");

        public void Exited(LaunchExit exit) => Answer.Say("exited", exit.Status.ToString());
    }
}
