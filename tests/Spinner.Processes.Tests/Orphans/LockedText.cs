using System.Text;
using Microsoft.Win32.SafeHandles;

namespace Spinner.Processes.Tests.Orphans;

/// <summary>Reads a file that a supervisor has locked; .NET's own ways to open one would respect the lock.</summary>
internal static class LockedText
{
    public static string Of(string path)
    {
        using var file = new SafeFileHandle(Libc.Open(path, 0, 0), ownsHandle: true);
        var bytes = new byte[RandomAccess.GetLength(file)];
        return Encoding.ASCII.GetString(bytes, 0, RandomAccess.Read(file, bytes, 0));
    }
}
