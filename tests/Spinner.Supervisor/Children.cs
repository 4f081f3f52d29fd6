using System.Collections;
using System.Globalization;
using Spinner.Actors;
using Spinner.Processes;

namespace Spinner.Supervisor;

/// <summary>Launches with this process' own environment, and says their pids and ends.</summary>
internal sealed class Children(IProcessLauncher launcher)
{
    private readonly List<ILaunch> _launched = [];

    /// <param name="command">
    /// The port, or the directory in which it gets a private socket; that with <c>held:</c> for a held listener, <c>notify:</c> for a notify socket, or the
    /// path of a socket with <c>fixed:</c>. Then the program and its arguments.
    /// </param>
    public void Launch(string[] command)
    {
        var (kind, where) = command[0].Split(':', 2) is [var k, var w] ? (k, w) : ("", command[0]);
        var endpoint = kind switch
        {
            "held" => new LocalEndpoints(runDirectory: where).Grant(EndpointSpec.ListenFdOn(EndpointSpec.Unix)),
            "fixed" => new LocalEndpoints().Grant(EndpointSpec.Path(where)),
            "notify" => new TcpEndpoint("127.0.0.1", 1),
            _ when int.TryParse(where, CultureInfo.InvariantCulture, out var port) => new TcpEndpoint("127.0.0.1", port),
            _ => new LocalEndpoints(runDirectory: where).Grant(EndpointSpec.Unix),
        };
        var environment = Environment.GetEnvironmentVariables().Cast<DictionaryEntry>().ToDictionary(e => (string)e.Key, e => (string)e.Value!);
        environment["PORT"] = endpoint.PortValue;
        try
        {
            var launch = launcher.Launch(
                new LaunchPlan
                {
                    Name = "child", Command = command[1], Args = command[2..], Environment = environment,
                    Endpoint = endpoint, Stdout = OutputTarget.None, Stderr = OutputTarget.None, PassListener = kind == "held",
                    Ready = kind == "notify" ? Readiness.Notify : Readiness.Listen, RunDirectory = kind == "notify" ? where : null,
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

    /// <summary>Holds a listener in a directory, without a launch.</summary>
    public static void Bind(string directory)
    {
        _ = new LocalEndpoints(runDirectory: directory).Grant(EndpointSpec.ListenFdOn(EndpointSpec.Unix));
        Answer.Say("bound");
    }

    private sealed class Observer : ILaunchObserver
    {
        public void Ready(LaunchReady ready) => Answer.Say("listening");

        public void Exited(LaunchExit exit) => Answer.Say("exited", exit.Status.ToString());
    }
}
