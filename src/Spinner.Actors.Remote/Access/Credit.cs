namespace Spinner.Actors.Remote.Access;

/// <summary>
/// How many answers of a call may be under way or unread at the client. It is the client's reader that grants more. Safe for concurrent use.
/// </summary>
sealed class Credit(int window)
{
    private readonly SemaphoreSlim _room = new(window);

    /// <summary>Awaits room for one.</summary>
    public Task WaitAsync(CancellationToken token) => _room.WaitAsync(token);

    /// <summary>The client has read some. More than were sent are not believed.</summary>
    public void Grant(int answers)
    {
        if (answers > 0 && answers <= window - _room.CurrentCount) _room.Release(answers);
    }
}
