using Akka.Actor;
using Akka.Configuration;
using Microsoft.Extensions.Time.Testing;
using Spinner.Actors.TestKit;

namespace Spinner.Actors.Tests.Facade;

/// <summary>An actor system that writes and reads every message, as test suites have it, loses none of ours.</summary>
public sealed class SerializeMessagesSpec : IDisposable
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(20);

    private readonly ActorSystem _system = ActorSystem.Create("strict", ConfigurationFactory.ParseString(
        "akka { stdout-loglevel = OFF, loglevel = OFF, actor { serialize-messages = on, serialize-creators = off } }"));

    [Fact]
    public async Task Every_command_and_question_is_answered()
    {
        var spinner = _system.CreateSpinner(VirtualTime.Options(new FakeTimeProvider(), FakeLauncher.Obedient()));
        var options = new ChildOptions
        {
            Command = "any", Args = ["a"], Environment = new Dictionary<string, string> { ["A"] = "b" }, Endpoint = EndpointSpec.Unix,
            Ready = Readiness.Notify, StopSignal = StopSignal.Interrupt, Monitor = MonitorTarget.None, Stdout = OutputTarget.Stream(Stream.Null),
            Stderr = OutputTarget.None, Logger = _system.Log, Reload = ReloadMode.Overlap,
        };

        Assert.IsType<ChildReady>(await spinner.Manager.Ask<object>(new StartChild("web", options), Limit));
        Assert.IsType<ChildInfo>(await spinner.Manager.Ask<object>(new GetChild("web"), Limit));
        Assert.IsType<ChildList>(await spinner.Manager.Ask<object>(new ListChildren(), Limit));
        Assert.IsType<ChildReady>(await spinner.Manager.Ask<object>(new RestartChild("web"), Limit));
        Assert.IsType<StopSucceeded>(await spinner.Manager.Ask<object>(new StopChild("web"), Limit));
        Assert.IsType<AllStopped>(await spinner.Manager.Ask<object>(new StopAllChildren(), Limit));
        Assert.IsType<ChildRemoved>(await spinner.Manager.Ask<object>(new RemoveChild("web"), Limit));
        await spinner.DisposeAsync();
    }

    public void Dispose() => _system.Dispose();
}
