namespace Spinner.Processes;

/// <summary>Makes the engine that fits this system. Safe for concurrent use.</summary>
public static class Engines
{
    /// <summary>The engine of this choice.</summary>
    /// <param name="choice">What is wanted.</param>
    /// <param name="notice">Told one line when <see cref="EngineChoice.Auto"/> has to do without the Linux engine on a Linux system.</param>
    /// <param name="time">The engine's clock; null is <see cref="TimeProvider.System"/>.</param>
    /// <exception cref="PlatformNotSupportedException">The Linux engine is wanted but cannot run here; the message says why.</exception>
    public static IProcessLauncher Choose(EngineChoice choice, Action<string>? notice = null, TimeProvider? time = null) =>
        Choose(choice, choice == EngineChoice.Portable ? null : LinuxSupport.Missing(new LibcSyscalls()), notice, time);

    internal static IProcessLauncher Choose(EngineChoice choice, string? missing, Action<string>? notice, TimeProvider? time)
    {
        if (choice == EngineChoice.Portable) return new PortableLauncher(time);
        if (missing is null) return new LinuxLauncher(time);
        if (choice == EngineChoice.Linux) throw new PlatformNotSupportedException($"The Linux engine cannot run here: {missing}.");
        if (OperatingSystem.IsLinux()) notice?.Invoke($"The portable engine is used, the Linux engine cannot run here: {missing}.");
        return new PortableLauncher(time);
    }
}
