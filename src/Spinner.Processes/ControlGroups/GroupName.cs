using System.Globalization;

namespace Spinner.Processes;

/// <summary>How a supervisor calls the groups it makes, so that a later one knows those of a dead one: <c>spinner-PID-START</c> its own, and <c>…-N-CHILD</c>. Stateless.</summary>
internal static class GroupName
{
    private const string Prefix = "spinner";
    private const int LongestChild = 100;

    /// <summary>The group of a supervisor itself.</summary>
    internal static string Of(int pid, ulong startTime) => string.Create(CultureInfo.InvariantCulture, $"{Prefix}-{pid}-{startTime}");

    /// <summary>The group of one of its launches.</summary>
    internal static string Of(string own, int number, string child) => string.Create(
        CultureInfo.InvariantCulture, $"{own}-{number}-{string.Concat(child.Take(LongestChild).Select(c => char.IsAsciiLetterOrDigit(c) || c is '.' or '_' ? c : '-'))}");

    /// <summary>Whose a group is; null: nobody's of us.</summary>
    internal static (int Pid, ulong StartTime)? OwnerOf(string name)
    {
        var words = name.Split('-', 4);
        return words is [Prefix, var pid, var start, ..]
            && int.TryParse(pid, NumberStyles.None, CultureInfo.InvariantCulture, out var id) && ulong.TryParse(start, NumberStyles.None, CultureInfo.InvariantCulture, out var time)
            ? (id, time) : null;
    }
}
