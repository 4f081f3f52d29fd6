using Spinner.Processes;

namespace Spinner.Actors.Tests.Survival;

/// <summary>Endpoints of this machine that can be held back, so that a child stays before its spawn.</summary>
public sealed class HeldEndpoints(IEndpointSource source) : IEndpointSource
{
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(15);

    private TaskCompletionSource _open = Opened();
    private TaskCompletionSource _asked = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Done when somebody asks and has to wait.</summary>
    public Task Asked => _asked.Task;

    /// <summary>From now on who asks has to wait.</summary>
    public void Hold()
    {
        _asked = new(TaskCreationOptions.RunContinuationsAsynchronously);
        _open = new(TaskCreationOptions.RunContinuationsAsynchronously);
    }

    /// <summary>Gives what was asked for.</summary>
    public void Open() => _open.TrySetResult();

    public ChildEndpoint Grant(EndpointSpec spec)
    {
        if (!_open.Task.IsCompleted) _asked.TrySetResult();
        _open.Task.Wait(Longest);
        return source.Grant(spec);
    }

    public void Release(ChildEndpoint endpoint) => source.Release(endpoint);

    private static TaskCompletionSource Opened()
    {
        var opened = new TaskCompletionSource();
        opened.SetResult();
        return opened;
    }
}
