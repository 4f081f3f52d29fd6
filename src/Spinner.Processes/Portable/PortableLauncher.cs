using System.Diagnostics;

namespace Spinner.Processes;

/// <summary>
/// The engine that runs everywhere .NET does, on <see cref="Process"/>. Where util-linux' <c>setsid</c> is installed a child gets a session and a process
/// group of its own; without it (macOS, Windows) only the process itself and what the parent chain shows can be signalled. Safe for concurrent use.
/// </summary>
/// <remarks>
/// An exit code of 129 to 159 is reported as death by signal 1 to 31: <see cref="Process"/> does not tell them apart.
/// A child's stdin is at its end from the start.
/// </remarks>
/// <param name="time">The clock of its own ticks (readiness, group end, output batches); null is <see cref="TimeProvider.System"/>.</param>
sealed class PortableLauncher(TimeProvider? time = null) : IProcessLauncher
{
    private readonly TimeProvider _time = time ?? TimeProvider.System;

    /// <summary>Null does without, as on a system that has none.</summary>
    internal string? Setsid { get; init; } = SpawnRequest.Setsid;

    /// <inheritdoc/>
    public bool MayBlock => Mounts.MayHang;

    /// <inheritdoc/>
    public ILaunch Launch(LaunchPlan plan, ILaunchObserver observer)
    {
        ArgumentNullException.ThrowIfNull(plan);
        ArgumentNullException.ThrowIfNull(observer);
        return Spawning.Run(plan, observer, told => Launch(PlanCopy.Of(plan), told, new LaunchLog(plan.Log)));
    }

    /// <inheritdoc/>
    public SpawnException? Check(LaunchPlan plan) => PlanCheck.RefusalOf(plan);

    private PortableLaunch Launch(LaunchPlan plan, ILaunchObserver observer, LaunchLog log)
    {
        if (plan.PassListener)
        {
            throw new SpawnException(
                SpawnFailure.Refused,
                $"'{plan.Name}' cannot take over a listener: the portable engine passes none. Use engine = linux, or another endpoint than listen-fd.");
        }

        var command = CommandLookup.Resolve(plan);
        DescriptorReserve.Require(plan.Name);
        plan = plan with { WorkingDirectory = CommandLookup.DirectoryOf(plan), Log = static _ => { } };
        var notify = NotifySocket.OpenFor(plan);
        if (notify is not null) plan = plan.WithVariables(SpokenWords.VariablesOf(plan, notify));
        try
        {
            return Launch(plan, observer, log, command, notify);
        }
        catch
        {
            notify?.Dispose();
            throw;
        }
    }

    private PortableLaunch Launch(LaunchPlan plan, ILaunchObserver observer, LaunchLog log, string command, NotifySocket? notify)
    {
        var (staged, stage) = ShellStage.Wrap(plan, command);
        var output = LaunchOutput.Open(plan, log, _time);
        var process = new Process { StartInfo = SpawnRequest.For(staged, stage, Setsid), EnableRaisingEvents = true };
        var exited = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        process.Exited += (_, _) => exited.TrySetResult();
        try
        {
            // It is setsid(1) that fails otherwise, where nothing can be tried again.
            Spawning.AwaitWritten(command, _time);
            process.Start();
        }
        catch (Exception refused)
        {
            output.Abandon();
            process.Dispose();
            var failure = SpawnRefusal.KindOf(refused is System.ComponentModel.Win32Exception { NativeErrorCode: var error } ? error : Errno.NoMemory);
            throw new SpawnException(failure, $"The system refused to spawn '{command}' for '{plan.Name}': {refused.Message}", refused);
        }

        process.StandardInput.Close();
        ProcessGroup group = Setsid is null ? new LoneProcess(process, process.Id) : new SessionGroup(process.Id, new LibcSyscalls());
        if (OperatingSystem.IsLinux() && plan.NoFile is null && Inherited.FileLimit is { } files) ChildLimit.Lower(process.Id, (ulong)files);
        var launch = new PortableLaunch(plan, observer, log, process, group, output, notify, SideCommands.For(plan, this, _time), _time);
        launch.Begin(exited.Task);
        return launch;
    }
}
