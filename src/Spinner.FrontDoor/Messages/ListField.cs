using Microsoft.Extensions.Primitives;

namespace Spinner.FrontDoor.Messages;

/// <summary>Headers whose value is a list with commas, on one line or several. Allocates nothing.</summary>
static class ListField
{
    /// <summary>Whether a word stands in it, in any case.</summary>
    public static bool Contains(StringValues lines, string word)
    {
        foreach (var line in lines)
            if (Contains(line, word)) return true;
        return false;
    }

    /// <summary>Whether a word stands in one line of it.</summary>
    public static bool Contains(ReadOnlySpan<char> line, string word)
    {
        foreach (var part in line.Split(','))
            if (line[part].Trim(" \t").Equals(word, StringComparison.OrdinalIgnoreCase)) return true;
        return false;
    }

    /// <summary>How many elements it has; empty ones do not count.</summary>
    public static int Count(ReadOnlySpan<char> line)
    {
        var count = 0;
        foreach (var part in line.Split(','))
            if (!line[part].Trim(" \t").IsEmpty) count++;
        return count;
    }
}
