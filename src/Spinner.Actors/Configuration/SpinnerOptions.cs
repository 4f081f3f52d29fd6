using Akka.Configuration;
using Spinner.Actors.Configuration;
using Spinner.Processes;

namespace Spinner.Actors;

/// <summary>How one spinner, a namespace of children, works. Immutable; checked when the spinner is created, all mistakes at once.</summary>
public sealed record SpinnerOptions
{
    /// <summary>
    /// Defaults for every child. <see cref="ChildOptions.Name"/>, <see cref="ChildOptions.Args"/>, <see cref="ChildOptions.Script"/> and <see cref="ChildOptions.Run"/> stay null.
    /// </summary>
    public ChildOptions Defaults { get; init; } = new();

    /// <summary>
    /// Children known before anybody starts them; each has a name of its own, a <see cref="ChildOptions.Name"/> or a
    /// <see cref="ChildOptions.Script"/>.
    /// </summary>
    public IReadOnlyList<ChildOptions> Children { get; init => field = Values.Of(value); } = Values.Of<ChildOptions>([]);

    /// <summary>
    /// Programs for scripts, by file extension in lower case without the dot: the program and its own arguments. The script takes the place of
    /// <c>${SCRIPT}</c> in them; without that it comes last. Merged over the built-in ones (js, mjs, cjs: <c>node</c>; py: <c>python3</c>;
    /// rb: <c>ruby</c>; sh: <c>sh</c>; dll: <c>dotnet</c>; cs: <c>dotnet run --no-launch-profile --file=${SCRIPT} --</c>).
    /// </summary>
    public IReadOnlyDictionary<string, IReadOnlyList<string>> Runners { get; init => field = Values.Of(value); } = Values.Of(new Dictionary<string, IReadOnlyList<string>>());

    /// <summary>TCP ports for <see cref="EndpointSpec.Tcp"/>. Default: 20000–29999 without what the system hands out itself.</summary>
    public PortRange? PortRange { get; init; }

    /// <summary>Directory of unix sockets; created with mode 0700. Default: one per user.</summary>
    public string? RunDirectory { get; init; }

    /// <summary>How long all children may take to stop at shutdown before they are killed. Default 35 s; 0 to 24 days.</summary>
    public TimeSpan? DrainTimeout { get; init; }

    /// <summary>
    /// Most children with a process that listens, workers and tasks not counted: a start beyond it, by whom or whatever it comes, stops the child that is
    /// unused longest, or with a <see cref="MemoryBudget"/> the one that is missed least (<see cref="TransitionCause.Room"/>), never one that is used or <see cref="ChildOptions.Keep"/>; when there is none to stop it waits, the
    /// first to ask first, within its <see cref="ChildOptions.StartTimeout"/>. Of a child that overlaps both launches count as one. Default:
    /// <see cref="ChildOptions.Unlimited"/>; 1 to 100 000.
    /// </summary>
    public int? MaxRunning { get; init; }

    /// <summary>
    /// How much memory all children may hold together, whoever starts them and whatever they listen on: a launch beyond it makes way for itself as one beyond
    /// <see cref="MaxRunning"/> does, by what is known of the others' memory, start and use. What a launch takes is <see cref="ChildOptions.Memory"/>, or as much as it
    /// held before. Linux only. Default: <see cref="Actors.MemoryBudget.Off"/>; 1 MiB to 16 TiB, or 1 to 100 percent of what there is.
    /// </summary>
    public MemoryBudget? MemoryBudget { get; init; }

    /// <summary>Groups of children, by any name, of which only so many run at a time. Default: none.</summary>
    public IReadOnlyDictionary<string, RoomGroup> Room { get; init => field = Values.Of(value); } = Values.Of(new Dictionary<string, RoomGroup>());

    /// <summary>Whether something keeps children from running all at a time.</summary>
    internal bool LimitsRoom => MaxRunning is >= 1 || MemoryBudget is not null and not { Bytes: null, Share: null } || Room.Count > 0;

    /// <summary>Which engine spawns the children. Default: <see cref="EngineChoice.Auto"/>, the Linux engine where it can run.</summary>
    public EngineChoice? Engine { get; init; }

    /// <summary>
    /// What becomes of children when this process dies without stopping them. Default: <see cref="OrphanPolicy.Kill"/>. <see cref="Launcher"/>
    /// knows nothing of it.
    /// </summary>
    public OrphanPolicy? Orphans { get; init; }

    /// <summary>
    /// A directory of this user alone, made if need be, where living children are noted, so that those which nobody could kill when this process
    /// died are killed when
    /// the next one starts. Several processes may share it. Unused with <see cref="OrphanPolicy.Keep"/> and on other systems than Linux. Default:
    /// none.
    /// </summary>
    public string? StateDirectory { get; init; }

    /// <summary>The only clock: time-outs, idle times, fault times and the engine's ticks. Tests pass a virtual one.</summary>
    public TimeProvider Clock { get; init; } = TimeProvider.System;

    /// <summary>Spawns the processes, whatever <see cref="Engine"/> says. Tests pass a fake one. Default: the engine.</summary>
    public IProcessLauncher? Launcher { get; init; }

    /// <summary>Hands out endpoints. Default: free ports and sockets of this machine. Tests pass a fake one.</summary>
    public IEndpointSource? Endpoints { get; init; }

    /// <summary>Reads what stands in a block of HOCON; the keys, their defaults and bounds are those of <c>spinner.conf</c>.</summary>
    /// <param name="config">The configuration the block is in.</param>
    /// <param name="path">The key of the block.</param>
    /// <returns>What the block says, nothing filled in. Nothing when there is no such block.</returns>
    /// <exception cref="ConfigurationException">The block is wrong; the message names each key, its value and what is allowed.</exception>
    public static SpinnerOptions FromConfig(Config config, string path = SpinnerNames.Default)
    {
        ArgumentNullException.ThrowIfNull(config);
        var errors = new OptionErrors();
        var options = SpinnerHocon.ReadBlock(errors, config, path);
        return errors.Found.Count == 0
            ? options
            : throw new ConfigurationException($"The settings of the spinner are wrong: {string.Join("; ", errors.Found)}");
    }

    /// <summary>
    /// The inside of a block of HOCON that <see cref="FromConfig"/> reads as the same options. What exists in C# only is left out:
    /// loggers, output streams, <see cref="Clock"/>, <see cref="Launcher"/> and <see cref="Endpoints"/>.
    /// </summary>
    public string ToHocon() => SpinnerHocon.Write(this);
}
