using Spinner.Actors;

namespace Spinner.FrontDoor;

/// <summary>Follows the spinner's events: closes the connections of launches that have ended or were replaced.</summary>
sealed class LaunchWatch(ISpinner spinner, AppDirectory apps, Action<string> onRemoved)
{
    /// <summary>Until the token fires or the spinner ends.</summary>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        try
        {
            await foreach (var happened in spinner.WatchAsync(after: null, cancellationToken)) Handle(happened);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            // The door closes.
        }
        catch (SpinnerEndedException)
        {
            // The spinner had ended before the watch began.
        }
        finally
        {
            foreach (var app in apps.All) app.Retire(int.MaxValue);
        }
    }

    private void Handle(SpinnerEvent happened)
    {
        if (happened is EventsMissed)
        {
            // Any launch may have ended meanwhile: every way is made anew.
            foreach (var app in apps.All) app.Retire(int.MaxValue);
        }
        if (happened is not ChildEvent { Name: var name, Launch: var launch } child) return;
        var ended = child switch
        {
            ChildStarted or ChildRestarted => launch - 1,
            ChildStopped or ChildFaulted or ChildError { Reason: SpinnerError.Crashed } => launch,
            _ => 0,
        };
        apps.Find(name)?.Retire(ended);
        if (child is ChildStopped { Cause: TransitionCause.Remove }) onRemoved(name);
    }
}
