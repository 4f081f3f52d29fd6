using System.Threading.Tasks.Sources;
using Microsoft.AspNetCore.Http;
using Yarp.ReverseProxy.Forwarder;

namespace Spinner.FrontDoor.Tests;

/// <summary>A forwarder whose answer comes when the test says so, and which allocates nothing for it.</summary>
sealed class FakeForwarder : IHttpForwarder, IValueTaskSource<ForwarderError>
{
    private ManualResetValueTaskSourceCore<ForwarderError> _answer;

    public int Sent { get; private set; }

    public ValueTask<ForwarderError> SendAsync(
        HttpContext context, string destinationPrefix, HttpMessageInvoker httpClient, ForwarderRequestConfig requestConfig,
        HttpTransformer transformer)
    {
        Sent++;
        _answer.Reset();
        return new(this, _answer.Version);
    }

    public ValueTask<ForwarderError> SendAsync(
        HttpContext context, string destinationPrefix, HttpMessageInvoker httpClient, ForwarderRequestConfig requestConfig,
        HttpTransformer transformer,
        CancellationToken cancellationToken) => SendAsync(context, destinationPrefix, httpClient, requestConfig, transformer);

    public void Answer() => _answer.SetResult(ForwarderError.None);

    public ForwarderError GetResult(short token) => _answer.GetResult(token);

    public ValueTaskSourceStatus GetStatus(short token) => _answer.GetStatus(token);

    public void OnCompleted(Action<object?> continuation, object? state, short token, ValueTaskSourceOnCompletedFlags flags) =>
        _answer.OnCompleted(continuation, state, token, flags);
}
