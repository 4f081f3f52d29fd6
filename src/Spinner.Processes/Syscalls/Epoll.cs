using System.Runtime.InteropServices;

namespace Spinner.Processes;

/// <summary>The numbers of epoll_ctl(2).</summary>
internal static class Epoll
{
    internal const int Add = 1;
    internal const int Delete = 2;
    internal const int Modify = 3;

    internal const uint In = 0x1;

    /// <summary>After one event nothing more is told until the next <see cref="Modify"/>.</summary>
    internal const uint OneShot = 1u << 30;
}

/// <summary>struct epoll_event as x86-64 has it: packed to 12 bytes. arm64 pads it to 16, one reason why the engine is not chosen there.</summary>
[StructLayout(LayoutKind.Sequential, Pack = 4)]
internal readonly record struct EpollEvent(uint Events, ulong Data);
