using System.Globalization;
using System.Runtime.InteropServices;

namespace Spinner.Processes;

/// <summary>A user of this system, by the sources of names it has; see getpwnam(3), getgrnam(3). A value.</summary>
/// <param name="Name">The login name.</param>
/// <param name="Id">The user id.</param>
/// <param name="Group">The id of the first group.</param>
/// <param name="Home">The home directory.</param>
internal readonly unsafe partial record struct Account(string Name, uint Id, uint Group, string Home)
{
    private const int Room = 64 * 1024;

    /// <param name="user">A login name, or a user id.</param>
    /// <returns>Null when there is no such user.</returns>
    internal static Account? Find(string user)
    {
        var buffer = stackalloc byte[Room];
        Entry entry;
        nint found = 0;
        if (uint.TryParse(user, NumberStyles.None, CultureInfo.InvariantCulture, out var id)) _ = ById(id, &entry, buffer, Room, &found);
        else _ = ByName(user, &entry, buffer, Room, &found);
        return found == 0 ? null : new Account(Text(entry.Name), entry.Id, entry.Group, Text(entry.Home));
    }

    /// <param name="group">The name of a group, or its id.</param>
    /// <returns>Its id; null when there is no such group.</returns>
    internal static uint? FindGroup(string group)
    {
        if (uint.TryParse(group, NumberStyles.None, CultureInfo.InvariantCulture, out var id)) return id;
        var buffer = stackalloc byte[Room];
        GroupEntry entry;
        nint found = 0;
        _ = GroupByName(group, &entry, buffer, Room, &found);
        return found == 0 ? null : entry.Id;
    }

    private static string Text(nint text) => Marshal.PtrToStringUTF8(text) ?? "";

    [LibraryImport("libc", EntryPoint = "getpwnam_r", StringMarshalling = StringMarshalling.Utf8)]
    private static partial int ByName(string name, Entry* entry, byte* buffer, nuint size, nint* found);

    [LibraryImport("libc", EntryPoint = "getpwuid_r")]
    private static partial int ById(uint id, Entry* entry, byte* buffer, nuint size, nint* found);

    [LibraryImport("libc", EntryPoint = "getgrnam_r", StringMarshalling = StringMarshalling.Utf8)]
    private static partial int GroupByName(string name, GroupEntry* entry, byte* buffer, nuint size, nint* found);

    // As glibc and musl have them on Linux.
    private struct Entry
    {
        public nint Name;
        public nint Password;
        public uint Id;
        public uint Group;
        public nint Comment;
        public nint Home;
        public nint Shell;
    }

    private struct GroupEntry
    {
        public nint Name;
        public nint Password;
        public uint Id;
        public nint Members;
    }
}
