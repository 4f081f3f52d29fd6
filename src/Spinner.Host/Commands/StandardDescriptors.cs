namespace Spinner.Host.Commands;

/// <summary>
/// The descriptors 0 to 2, which are open from the first moment on: where one was closed, the next file or pipe would become it, and get what is
/// written for people. .NET's own pipe for signals took the letters of a line for signals so.
/// </summary>
static class StandardDescriptors
{
    private const int Last = 2;

    /// <summary>Opens those that are closed, for nothing: what is written there is gone, and there is nothing to read. Not where there is no /dev/null.</summary>
    public static void Open()
    {
        if (!OperatingSystem.IsLinux() || !File.Exists("/dev/null")) return;
        while (true)
        {
            using var opened = File.OpenHandle("/dev/null", FileMode.Open, FileAccess.ReadWrite, FileShare.ReadWrite);
            if (opened.DangerousGetHandle() > Last) return;
            // It stays open.
            opened.SetHandleAsInvalid();
        }
    }
}
