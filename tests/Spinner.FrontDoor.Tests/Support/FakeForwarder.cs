using System.Threading.Tasks.Sources;
using Microsoft.AspNetCore.Http;
using Spinner.FrontDoor.Forwarding;

namespace Spinner.FrontDoor.Tests;

/// <summary>A forwarder whose answer comes when the test says so, and which allocates nothing for it.</summary>
sealed class FakeForwarder : IForwarder, IValueTaskSource<ForwardResult>
{
    private ManualResetValueTaskSourceCore<ForwardResult> _answer;

    public int Sent { get; private set; }

    public ValueTask<ForwardResult> SendAsync(ForwardingContext forwarding, HttpContext context)
    {
        Sent++;
        _answer.Reset();
        return new(this, _answer.Version);
    }

    public void Answer() => _answer.SetResult(ForwardResult.Answered);

    public ForwardResult GetResult(short token) => _answer.GetResult(token);

    public ValueTaskSourceStatus GetStatus(short token) => _answer.GetStatus(token);

    public void OnCompleted(Action<object?> continuation, object? state, short token, ValueTaskSourceOnCompletedFlags flags) =>
        _answer.OnCompleted(continuation, state, token, flags);
}
