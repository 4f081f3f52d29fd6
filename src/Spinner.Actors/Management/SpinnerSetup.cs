using System.Collections.Concurrent;
using Akka.Event;
using Spinner.Actors.Admission;
using Spinner.Actors.Capacity;
using Spinner.Actors.Configuration;
using Spinner.Processes;

namespace Spinner.Actors.Management;

/// <summary>What the manager and the facade of one spinner share.</summary>
sealed record SpinnerSetup(string Name, SpinnerOptions Options, IProcessLauncher Launcher, IEndpointSource Endpoints)
{
    private readonly CancellationTokenSource _closed = new();
    private readonly ConcurrentDictionary<string, ChildOptions> _declared =
        new(Options.Children.Select(c => KeyValuePair.Create(c.DeclaredName()!, c)), StringComparer.Ordinal);

    /// <summary>Runs what may take its time, or for ever, beside the actors and the shared pool: code that is not ours, files that may lie far away.</summary>
    public Action<Action, ILoggingAdapter> Beside { get; init; } = static (work, log) => BlockingThreads.Spawns.Post(() =>
    {
        try
        {
            work();
        }
        catch (Exception e)
        {
            log.Error(e, "Work beside the actors failed");
        }
    });

    /// <summary>What memory there is.</summary>
    public MachineMemory Machine { get; init; } = new();

    /// <summary>Who makes way first, the least first; null: as <see cref="Occupant.Worth"/> says. Benchmarks compare others.</summary>
    public Func<Occupant, double>? Worth { get; init; }

    /// <summary>False: what autostarts waits for <see cref="BeginAutostart"/>.</summary>
    public bool AutostartsAtOnce { get; init; } = true;

    /// <summary>How long all children may take to stop at shutdown.</summary>
    public TimeSpan DrainTimeout { get; } = Options.DrainTimeout ?? BuiltInDefaults.Spinner.DrainTimeout!.Value;

    public ChildDirectory Children { get; } = new();

    /// <summary>Fires when the manager has ended: nobody will answer any more.</summary>
    public CancellationToken Closed => _closed.Token;

    /// <summary>What is declared for the name; null: nothing.</summary>
    public ChildOptions? DeclaredOptions(string name) => _declared.GetValueOrDefault(name);

    /// <summary>What a start asks for: the options it brings, else those declared for the name.</summary>
    public ChildOptions OptionsFor(string name, ChildOptions? asked) =>
        asked is not null ? asked with { Name = name } : DeclaredOptions(name) ?? new ChildOptions { Name = name };

    /// <summary>The names of what a child needs: as it runs, or as it is declared. None of one that nobody knows.</summary>
    public IEnumerable<string> NeedsOf(string name) =>
        (Children.TryGet(name, out var slot) ? slot.View.Spec.Needs : DeclaredOptions(name)?.Needs ?? []).Select(n => n.Name);

    /// <summary>What is known of children to who admits launches.</summary>
    public AdmissionViews AdmissionViews => field ??= new AdmissionViews(NeedsOf, Serves, name => Children.TryGet(name, out var slot) ? slot.View : null, new UnusedSignal());

    /// <summary>What who admits launches may know.</summary>
    public AdmissionSetup AdmissionSetup(Action<Action> beside) => new(Name, AdmissionViews, Machine, Options.Clock, beside)
    {
        Worth = Worth,
        CostFile = Options.StateDirectory is { } directory ? CostFile.PathIn(directory, Name) : null,
    };

    private bool Serves(string name) => Children.TryGet(name, out var slot) && slot.Serving is not null;

    /// <summary>From now on these are the options of that name; a child that is known keeps its own until it is started with others.</summary>
    public void Declare(string name, ChildOptions options) => _declared[name] = options;

    /// <summary>The name is declared no longer.</summary>
    public void Undeclare(string name) => _declared.TryRemove(name, out _);

    /// <summary>The manager has ended. Whose reader of output ends after that knows that it was not the child alone.</summary>
    public void Close()
    {
        _closed.Cancel();
        Children.Close();
    }
}
