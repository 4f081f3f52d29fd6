using System.Reflection;
using System.Runtime.CompilerServices;
using Spinner.Actors;

namespace Spinner.Dashboard.Tests.Server;

/// <summary>A spinner that lists what it is given, or is too busy for an answer. Nothing happens to its children.</summary>
public class BusySpinner : DispatchProxy
{
    private volatile IReadOnlyDictionary<string, ChildInfo>? _children = new Dictionary<string, ChildInfo>();
    private int _asked;

    public static (ISpinner Spinner, BusySpinner Control) Create()
    {
        var spinner = Create<ISpinner, BusySpinner>();
        return (spinner, (BusySpinner)(object)spinner);
    }

    /// <summary>How often it was asked for its children.</summary>
    public int Asked => Volatile.Read(ref _asked);

    /// <summary>Has these children, stopped; without any name it does not answer.</summary>
    public void Have(params string[] names) => _children = names.Length == 0
        ? null
        : names.ToDictionary(n => n, n => new ChildInfo(n) { Options = new ChildOptions(), State = ChildState.Stopped });

    protected override object? Invoke(MethodInfo? targetMethod, object?[]? args) => targetMethod?.Name switch
    {
        nameof(ISpinner.ListAsync) => ListAsync(),
        nameof(ISpinner.WatchAsync) => WatchAsync((CancellationToken)args![1]!),
        var other => throw new NotSupportedException(other),
    };

    private Task<IReadOnlyDictionary<string, ChildInfo>> ListAsync()
    {
        Interlocked.Increment(ref _asked);
        return _children is { } children ? Task.FromResult(children) : Task.FromException<IReadOnlyDictionary<string, ChildInfo>>(new TimeoutException("busy"));
    }

    private static async IAsyncEnumerable<SpinnerEvent> WatchAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, cancellationToken);
        yield break;
    }
}
