using System.Runtime.InteropServices;

namespace Spinner.Processes;

/// <summary>What this system's C library has. Stateless.</summary>
internal static class GlibcExports
{
    /// <summary>The address of a function; 0 where the library is another one or too old.</summary>
    internal static nint Find(string function) =>
        OperatingSystem.IsLinux() && NativeLibrary.TryLoad("libc.so.6", out var libc) && NativeLibrary.TryGetExport(libc, function, out var address) ? address : 0;
}
