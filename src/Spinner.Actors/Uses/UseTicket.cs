namespace Spinner.Actors.Uses;

/// <summary>
/// Lets a use end once, however many copies of its struct are disposed. A ticket is used again by later uses, each under a number of its own, so
/// that a use costs no allocation; a copy that is disposed late finds another number. Safe for concurrent use.
/// </summary>
sealed class UseTicket
{
    private const int MostKept = 256;

    // Of each thread, so that taking and giving back contend with nobody.
    [ThreadStatic]
    private static Stack<UseTicket>? _free;

    private int _number;

    private UseTicket() { }

    /// <summary>A ticket for one use.</summary>
    public static UseTicket Rent(out int number)
    {
        if (_free is not { } free || !free.TryPop(out var ticket)) ticket = new UseTicket();
        number = Volatile.Read(ref ticket._number);
        return ticket;
    }

    /// <summary>Ends the use of that number: true once.</summary>
    public bool TryEnd(int number)
    {
        if (Interlocked.CompareExchange(ref _number, unchecked(number + 1), number) != number) return false;
        var free = _free ??= new Stack<UseTicket>();
        if (free.Count < MostKept) free.Push(this);
        return true;
    }
}
