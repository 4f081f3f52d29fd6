namespace Spinner.Processes;

/// <summary>What is done to the files of cgroup v2, see cgroups(7). Safe for concurrent use.</summary>
/// <remarks>Each throws an <see cref="IOException"/> or <see cref="UnauthorizedAccessException"/> where the system refuses.</remarks>
internal interface IControlGroupFiles
{
    /// <summary>Makes a group, with all its files; one that is there stays.</summary>
    void Make(string group);

    /// <summary>Removes a group that has neither processes nor groups in it.</summary>
    void Remove(string group);

    /// <summary>Whether a group has a file.</summary>
    bool Has(string group, string file);

    /// <summary>All that a file says.</summary>
    string Read(string group, string file);

    /// <summary>Writes to a file that is there.</summary>
    void Write(string group, string file, string text);

    /// <summary>The paths of the groups in a group.</summary>
    IReadOnlyList<string> GroupsIn(string group);
}
