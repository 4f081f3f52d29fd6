using Spinner.Actors;
using Spinner.Actors.Configuration;
using Spinner.FrontDoor.Routing;

namespace Spinner.FrontDoor.ColdStarts;

/// <summary>Says which children listen on nothing, before they are started. Asks anew each time: a reload may make them something else.</summary>
sealed class UnreachableChild(ISpinner spinner)
{
    public async Task<bool> IsAsync(Route route, CancellationToken cancellationToken)
    {
        var child = await FindAsync(route.App.Name, cancellationToken);
        // What a route says about its child is taken when the child is stopped.
        var isTaken = child is null or { State: ChildState.Stopped or ChildState.Faulted };
        var options = isTaken && route.Start is { } start ? start.WithKindDefaults() : child?.Options;
        return options?.Endpoint == EndpointSpec.None;
    }

    private async Task<ChildInfo?> FindAsync(string name, CancellationToken cancellationToken)
    {
        try
        {
            return await spinner.GetAsync(name, cancellationToken);
        }
        catch (TimeoutException)
        {
            // A spinner that is busy has not said what it is. The start has more time, and says what becomes of it.
            return null;
        }
    }
}
