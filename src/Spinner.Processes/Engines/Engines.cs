namespace Spinner.Processes;

/// <summary>Makes the engine that fits this system. Safe for concurrent use.</summary>
public static class Engines
{
    /// <summary>
    /// The engine of this choice. Its children carry <c>SPINNER_SUPERVISOR</c> in their environment, which tells them from those of other
    /// processes.
    /// </summary>
    /// <param name="choice">What is wanted.</param>
    /// <param name="notice">
    /// Told one line when <see cref="EngineChoice.Auto"/> has to do without the Linux engine on a Linux system, and what concerns orphans.
    /// </param>
    /// <param name="time">The engine's clock; null is <see cref="TimeProvider.System"/>.</param>
    /// <param name="orphans">What becomes of children when this process dies without stopping them.</param>
    /// <param name="stateDirectory">
    /// A directory of ours, made if need be, where living children are listed, so that those which nobody could kill at our death are killed when
    /// the next supervisor with this directory starts; those of dead supervisors are killed now. Null: none. Unused with
    /// <see cref="OrphanPolicy.Keep"/> and on other systems than Linux.
    /// </param>
    /// <exception cref="PlatformNotSupportedException">The Linux engine is wanted but cannot run here; the message says why.</exception>
    /// <exception cref="IOException">The state directory cannot be made, is not safe or cannot be written; the message names it.</exception>
    public static IProcessLauncher Choose(
        EngineChoice choice, Action<string>? notice = null, TimeProvider? time = null, OrphanPolicy orphans = OrphanPolicy.Kill, string? stateDirectory = null)
    {
        var told = notice is null ? (static _ => { }) : (Action<string>)(text => Notices.Report(notice, text));
        var engine = Choose(choice, choice == EngineChoice.Portable ? null : LinuxSupport.Missing(new LibcSyscalls()), told, time);
        Warm(engine);
        var care = OrphanCare.Of(orphans, stateDirectory, told);
        // Behind the orphans: what is killed with them no longer holds a group.
        ControlGroups.Shared.Sweep();
        return new GuardedLauncher(new ConfinedLauncher(engine, ControlGroups.Shared), care);
    }

    // Later there may be no descriptor or process id left for a thread.
    private static void Warm(IProcessLauncher engine)
    {
        _ = (BlockingThreads.Output, BlockingThreads.Spawns, BlockingThreads.Calls, ConsoleQueue.Shared, Inherited.WorkingDirectory);
        try
        {
            if (engine is LinuxLauncher) _ = LinuxEngine.Shared();
        }
        catch (IOException)
        {
            // The first launch tries again, and says why it cannot.
        }
    }

    internal static IProcessLauncher Choose(EngineChoice choice, string? missing, Action<string>? notice, TimeProvider? time)
    {
        if (choice == EngineChoice.Portable) return new PortableLauncher(time);
        if (missing is null) return new LinuxLauncher(time);
        if (choice == EngineChoice.Linux) throw new PlatformNotSupportedException($"The Linux engine cannot run here: {missing}.");
        if (OperatingSystem.IsLinux()) notice?.Invoke($"The portable engine is used, the Linux engine cannot run here: {missing}.");
        return new PortableLauncher(time);
    }
}
