using Spinner.Benchmarks.FrontDoor.Loads;

namespace Spinner.Benchmarks.FrontDoor;

/// <summary>Requests per second of answers and uploads of other sizes, on the same servers, taking turns. Null: nothing here could measure it.</summary>
/// <param name="Name">What was asked.</param>
/// <param name="Door">Through us.</param>
/// <param name="Nginx">Through nginx.</param>
/// <param name="Haproxy">Through haproxy.</param>
internal sealed record Shape(string Name, double? Door, double? Nginx, double? Haproxy)
{
    private static readonly int Seconds = Effort.Of(2);
    private static readonly int Rounds = Effort.Of(2);
    private const int Few = 20;

    private static readonly (string Name, string Path, int Upload)[] All =
        [("1 KiB", "/1024", 0), ("64 KiB", "/65536", 0), ("1 MiB", "/1048576", 0), ("upload 1 KiB", "/", 1024), ("upload 1 MiB", "/", 1024 * 1024)];

    /// <summary>All of them.</summary>
    public static async Task<IReadOnlyList<Shape>> MeasureAsync(ILoad load, IReadOnlyList<WarmTarget> targets)
    {
        var shapes = new List<Shape>();
        foreach (var (name, path, upload) in load.KnowsShapes ? All[..Effort.Of(All.Length)] : [])
        {
            var rates = targets.ToDictionary(t => t.Name, _ => new List<double>());
            for (var round = 0; round <= Rounds; round++)
            foreach (var target in targets)
            {
                var result = await load.RunAsync(target.Port, Seconds, path, upload);
                // wrk counts what took longer than two seconds as failed; a few large ones do on a busy machine, and where many do nothing was measured.
                if (result.Failed * Few > result.Requests) rates.Remove(target.Name);
                if (round > 0 && rates.TryGetValue(target.Name, out var measured)) measured.Add(result.PerSecond);
            }

            shapes.Add(new Shape(name, Of(WarmTarget.FrontDoor), Of(WarmTarget.Nginx), Of(WarmTarget.Haproxy)));

            double? Of(string target) => rates.TryGetValue(target, out var all) ? new Samples("", "", all).Median : null;
        }

        return shapes;
    }
}
