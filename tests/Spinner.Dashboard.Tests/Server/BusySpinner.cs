using System.Reflection;
using System.Runtime.CompilerServices;
using System.Threading.Channels;
using Spinner.Actors;

namespace Spinner.Dashboard.Tests.Server;

/// <summary>A spinner that lists what it is given, takes its time for it, or is too busy for an answer.</summary>
public class BusySpinner : DispatchProxy
{
    private volatile IReadOnlyDictionary<string, ChildInfo>? _children = new Dictionary<string, ChildInfo>();
    private readonly Channel<SpinnerEvent> _events = Channel.CreateUnbounded<SpinnerEvent>();
    private volatile Task _free = Task.CompletedTask;
    private int _asked, _heard;

    public static (ISpinner Spinner, BusySpinner Control) Create()
    {
        var spinner = Create<ISpinner, BusySpinner>();
        return (spinner, (BusySpinner)(object)spinner);
    }

    /// <summary>How often it was asked for its children.</summary>
    public int Asked => Volatile.Read(ref _asked);

    /// <summary>How many events were taken from it.</summary>
    public int Heard => Volatile.Read(ref _heard);

    /// <summary>Answers nothing before this ends.</summary>
    public void Hold(Task free) => _free = free;

    /// <summary>Something happens so many times.</summary>
    public void Happen(int times)
    {
        for (var n = 0; n < times; n++) _events.Writer.TryWrite(new ChildStopped(Exit: null) { Name = "web" });
    }

    /// <summary>Whoever reads events fails.</summary>
    public void Break(Exception why) => _events.Writer.TryComplete(why);

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

    private async Task<IReadOnlyDictionary<string, ChildInfo>> ListAsync()
    {
        Interlocked.Increment(ref _asked);
        await _free;
        return _children ?? throw new TimeoutException("busy");
    }

    private async IAsyncEnumerable<SpinnerEvent> WatchAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await foreach (var happened in _events.Reader.ReadAllAsync(cancellationToken))
        {
            Interlocked.Increment(ref _heard);
            yield return happened;
        }
    }
}
