namespace Spinner.Actors.Tests.Properties;

// What must hold of launches that are replaced because they are ill, too big or used up.
sealed partial class World
{
    private const long MemoryLimit = 100 * 1024 * 1024;
    private const int MostUses = 5;

    private static readonly TimeSpan ToldAgain = TimeSpan.FromMinutes(1);

    private DateTimeOffset? _replacedUsedUp;    // the last that was used up

    /// <summary>Those that are looked at have alarms for ever while they serve.</summary>
    private bool IsLookedAtForEver => _kind == Kind.Watched && Slot is { View.State: ChildState.Started };

    private void JudgeRecycled(ChildError error)
    {
        var isTrue = error.Reason == SpinnerError.OverMemory
            ? _announced is { HasGrown: true } && _kind == Kind.Watched
            : _announced is { HasHung: true } || (_announced is { HasBeenIll: true } && _kind == Kind.Watched);
        if (!isTrue) Broken($"{_announced?.ToString() ?? "nothing"} is told to be what it never was: {error}");
        MayLaunchAgain();
        Pardon();
    }

    /// <summary>One that was used up is replaced, and that is tried again now and then.</summary>
    private bool IsForUsedUp
    {
        get
        {
            if (_kind != Kind.Watched || !(_announced is { IsAlive: true, IsSignalled: false } && _announced.Uses >= MostUses) || Now - _replacedUsedUp < ToldAgain) return false;
            _replacedUsedUp = Now;
            return true;
        }
    }

    private void JudgeHealthAtRest()
    {
        if (IsLookedAtForEver && _announced is { IsIll: true } or { IsTooBig: true }) Broken($"{_announced} is ill, and was never replaced");
    }
}
