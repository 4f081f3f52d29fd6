using System.Diagnostics;

namespace Spinner.Processes;

/// <summary>
/// Who is told what concerns the orphans of the whole process: every launcher that lives, for as long as it does. Safe for concurrent use.
/// </summary>
internal sealed class Notices
{
    private readonly Lock _lock = new();
    private readonly List<WeakReference<Action<string>>> _told = [];

    /// <summary>Tells this one too, for as long as somebody holds it.</summary>
    internal void Add(Action<string> notice)
    {
        lock (_lock)
        {
            _told.RemoveAll(static told => !told.TryGetTarget(out _));
            if (!_told.Exists(told => told.TryGetTarget(out var known) && known == notice)) _told.Add(new WeakReference<Action<string>>(notice));
        }
    }

    /// <summary>Throws nothing.</summary>
    internal void Report(string text)
    {
        List<Action<string>> living = [];
        lock (_lock)
        {
            foreach (var told in _told)
                if (told.TryGetTarget(out var notice)) living.Add(notice);
        }

        foreach (var notice in living) Report(notice, text);
    }

    /// <summary>Tells one, whatever it throws.</summary>
    internal static void Report(Action<string> notice, string text)
    {
        try
        {
            notice(text);
        }
        catch (Exception bug)
        {
            // What says it is broken itself.
            Debug.WriteLine(bug);
        }
    }
}
