using System.Globalization;
using System.Runtime.InteropServices;

namespace Spinner.Processes;

/// <summary>Who we are to the file system.</summary>
internal static partial class CurrentUser
{
    /// <summary>The effective user id; null on Windows.</summary>
    internal static uint? Id { get; } = OperatingSystem.IsWindows() ? null : EffectiveUserId();

    /// <summary>A name that differs between users: the user id, on Windows the account.</summary>
    internal static string Tag { get; } = Id?.ToString(CultureInfo.InvariantCulture) ?? Environment.UserName;

    [LibraryImport("libc", EntryPoint = "geteuid")]
    private static partial uint EffectiveUserId();
}
