using Akka.Actor;
using Spinner.Actors;

namespace ActorUser;

/// <summary>Visits the child once. Every answer is a message, failures included, so there is nothing to await and nothing to catch.</summary>
/// <param name="spinner">The manager of a spinner.</param>
/// <param name="end">Told 0 when all went well, else 1.</param>
sealed class Visitor(IActorRef spinner, TaskCompletionSource<int> end) : UntypedActor
{
    private static readonly ChildOptions App = new() { Script = Path.Combine(AppContext.BaseDirectory, "myapp.dll") };

    protected override void PreStart()
    {
        Context.System.EventStream.Subscribe(Self, typeof(ChildEvent));
        spinner.Tell(new StartChild("myapp", App));
    }

    protected override void PostStop() => Context.System.EventStream.Unsubscribe(Self);

    protected override void OnReceive(object message)
    {
        switch (message)
        {
            case ChildReady ready:
                Tell($"{ready.Name} is ready on {ready.Endpoint}, pid {ready.Pid}");
                GetAsync(ready.Endpoint).PipeTo(Self, success: text => new Answered(text), failure: e => new Failed(e.Message));
                break;
            case Answered answered:
                Tell($"it says: {answered.Text}");
                spinner.Tell(new StopChild("myapp"));
                break;
            case ChildStarted started: Tell($"heard that {started.Name} started because of {started.Cause}"); break;
            case ChildStopped stopped: Tell($"heard that {stopped.Name} stopped because of {stopped.Cause}: {stopped.Exit}"); break;
            case ChildError error: Tell($"heard that {error.Name} failed: {error.Detail}"); break;
            case StopSucceeded: end.TrySetResult(0); break;
            case Rejected rejected: Fail(rejected.Detail); break;
            case Failed failed: Fail(failed.Why); break;
            default: Unhandled(message); break;
        }
    }

    private static void Tell(string what) => Console.WriteLine($"[visitor] {what}");

    private void Fail(string why)
    {
        Console.Error.WriteLine($"[visitor] {why}");
        end.TrySetResult(1);
    }

    private static async Task<string> GetAsync(ChildEndpoint endpoint)
    {
        using var handler = new SocketsHttpHandler { ConnectCallback = (_, token) => endpoint.ConnectAsync(token) };
        using var http = new HttpClient(handler);
        return await http.GetStringAsync(new Uri("http://myapp/"));
    }

    private sealed record Answered(string Text);

    private sealed record Failed(string Why);
}
