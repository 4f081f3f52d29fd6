using Akka.Actor;
using Spinner.Actors;
using Spinner.Actors.Configuration;
using Spinner.Actors.Signals;
using Spinner.Control.Access;
using Spinner.Control.Contract;
using Spinner.Control.Declared;
using Spinner.Control.Logs;
using Spinner.FrontDoor.Configuration;
using Spinner.Host.Settings;

namespace Spinner.Host.Reloading;

/// <summary>Reads the file again and changes what has changed in it, and nothing else. One reload at a time.</summary>
/// <param name="path">The file; null: the quickstart, which never changes.</param>
/// <param name="spinner">Whose children.</param>
/// <param name="declarations">What is in force.</param>
/// <param name="logs">Forget the children that go.</param>
/// <param name="door">Takes the routes.</param>
sealed class Reloader(string? path, LocalSpinner spinner, Declarations declarations, ChildLogs logs, DaemonDoor door) : IReloader, IDisposable
{
    private static readonly string[] Limits = [nameof(SpinnerOptions.MaxRunning), nameof(SpinnerOptions.MemoryBudget), nameof(SpinnerOptions.Room)];

    private readonly SemaphoreSlim _turn = new(1);

    /// <summary>The last reload; null: there was none.</summary>
    public LastReload? Last { get; private set; }

    /// <summary>Reloads.</summary>
    /// <returns>What became of the children; or, when the file is wrong, what is wrong with it: then the old one stays in force.</returns>
    public async Task<(ReloadReply? Done, IReadOnlyList<string> Errors)> ReloadAsync(CancellationToken cancellationToken)
    {
        await _turn.WaitAsync(cancellationToken);
        try
        {
            var (file, errors) = await Task.Run(Read, CancellationToken.None);
            Last = new LastReload(TimeProvider.System.GetUtcNow(), errors);
            if (file is null) return (null, errors);
            if (path is null) file = file with { Spinner = Quickstart.Runnable(file.Spinner) };
            // Begun is finished, whether or not anybody waits for it.
            var done = await ApplyAsync(file);
            logs.Close(done);
            return (done, []);
        }
        finally
        {
            _turn.Release();
        }
    }

    public void Dispose() => _turn.Dispose();

    private (ChildrenFile? File, IReadOnlyList<string> Errors) Read()
    {
        var isRight = ChildrenFile.TryRead(path, out var file, out var errors, isFirst: false);
        // What somebody is just writing ends early: no children are meant only where that is said.
        if (isRight && !file!.NamesChildren && declarations.File.Spinner.Children.Count > 0)
            (file, errors) = (null, ["there are no children in it, while some are in force; allowed: children, or spinner.children {} to remove all"]);
        return (file, [.. errors.Select(error => $"{path}: {error}")]);
    }

    private async Task<ReloadReply> ApplyAsync(ChildrenFile file)
    {
        AskedBy.Current ??= AskedBy.File;
        var old = declarations.File;
        var (before, after) = (declarations.All(old), declarations.All(file));
        var known = await spinner.ListAsync();
        declarations.File = file;
        spinner.LimitRoom(file.Spinner);

        var (reader, failed) = (new ChildSpecReader(declarations.Spinner()), new Dictionary<string, string>(StringComparer.Ordinal));
        var removed = before.Keys.Except(after.Keys).ToList();
        var added = after.Keys.Where(name => !known.ContainsKey(name)).ToList();
        // A child that somebody started by name and options, and that the file has only now, changes to what the file says, if that is anything else.
        var was = after.Keys.Except(added).ToDictionary(name => name, name => before.GetValueOrDefault(name) ?? known[name].Options, StringComparer.Ordinal);
        var rerun = was.Keys.Where(name => !IsSame(reader, was[name], after[name])).ToList();
        var changed = was.Keys.Where(name => rerun.Contains(name) || was[name].StartsWithSpinner() != after[name].StartsWithSpinner()).ToList();
        var adopted = was.Keys.Except(before.Keys).Except(changed);
        // One after the other: what starts may need what goes and comes back.
        await EachAsync(removed, failed, RemoveAsync);
        await EachAsync(rerun, failed, name => WithdrawAsync(after[name]));
        await EachAsync([.. rerun, .. added, .. adopted], failed, name => spinner.DeclareAsync(after[name]));
        await EachAsync(changed, failed, name => StartAsync(known[name], after[name], rerun.Contains(name)));
        await TryAsync(DoorSettings.Block, failed, () => Task.Run(() => door.Reload(declarations)));
        return new ReloadReply(added, removed, changed, after.Count - added.Count - changed.Count, [.. NeedRestart(old, file)], failed);
    }

    private async Task RemoveAsync(string name) => Check(await spinner.UndeclareAsync(name));

    /// <summary>
    /// Options are taken by a child that is not there; so it goes, and comes back if it ran. Declared first: a start that comes while the old one
    /// stops takes the new options.
    /// </summary>
    private async Task WithdrawAsync(ChildOptions options)
    {
        await spinner.DeclareAsync(options);
        Check(await spinner.RemoveAsync(options.Name!));
    }

    private async Task StartAsync(ChildInfo known, ChildOptions options, bool rerun)
    {
        if (!rerun) await spinner.DeclareAsync(options);
        var ran = known.State is ChildState.Starting or ChildState.Started or ChildState.Restarting;
        if (!(ran && rerun) && !options.StartsWithSpinner()) return;
        // Its start ends when it does, and a reload does not wait for that.
        if (KindDefaults.KindOf(options) == ChildKind.Task)
            spinner.Manager.Tell(new Request(new StartChild(known.Name, options), Waiter.OnBehalfOf(AskedBy.Current)), ActorRefs.NoSender);
        else if (await spinner.StartAsync(options) is { OptionsIgnored: true })
            throw new InvalidOperationException("somebody has started it with other options meanwhile, which stay until it is stopped");
    }

    private static void Check(IRemoveReply reply)
    {
        if (reply is StopFailed survived) throw new InvalidOperationException($"pids {string.Join(", ", survived.Pids)} survive SIGKILL");
    }

    /// <summary>All at once; whoever has failed before is left out.</summary>
    private static Task EachAsync(IReadOnlyCollection<string> names, Dictionary<string, string> failed, Func<string, Task> work) =>
        Task.WhenAll(names.Where(name => !failed.ContainsKey(name)).ToList().Select(name => TryAsync(name, failed, () => work(name))));

    private static async Task TryAsync(string name, Dictionary<string, string> failed, Func<Task> work)
    {
        try
        {
            await work();
        }
        catch (Exception error)
        {
            // What goes wrong with one is told of one, whatever it is; the others change all the same.
            lock (failed) failed[name] = error.Message;
        }
    }

    private static bool IsSame(ChildSpecReader reader, ChildOptions before, ChildOptions after) =>
        reader.TryRead(before, out var old, out _) && reader.TryRead(after, out var @new, out _) && old.Equals(@new);

    // What the spinner, the listeners and the logs are made of.
    private static IEnumerable<string> NeedRestart(ChildrenFile old, ChildrenFile file)
    {
        foreach (var key in SpinnerKeys.All.Where(key => !Limits.Contains(key.Option)))
            if (Text(key, old.Spinner) != Text(key, file.Spinner)) yield return $"{SpinnerExtensions.DefaultName}.{key.Key}";
        foreach (var key in HostKeys.All)
            if (Text(key, old.Host) != Text(key, file.Host)) yield return $"{HostKeys.Block}.{key.Key}";
        if (!old.Host.Tokens.Select(Comparable).SequenceEqual(file.Host.Tokens.Select(Comparable))) yield return $"{HostKeys.Block}.{HostKeys.Tokens}";
        if (!Addresses(old).SequenceEqual(Addresses(file))) yield return $"{DoorSettings.Block}.listen";
        if (old.Akka.ToString() != file.Akka.ToString()) yield return "akka";
    }

    // However they are spelled.
    private static IEnumerable<string> Addresses(ChildrenFile file) => file.Door is not { } door ? [] : door.Filled().Listen!
        .Select(address => ListenAddress.TryParse(address, out var parsed) ? $"{parsed.Scheme} {parsed.Host} {parsed.Port}" : address);

    private static string? Text<T>(SettingKey<T> key, T options) => key.Get(options) is { } given ? key.Form.Write(given) : null;

    private static (string, string?, string) Comparable(BearerToken token) => (token.Name, token.Secret, string.Join(' ', token.Roles ?? []));
}
