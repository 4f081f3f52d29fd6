using Akka.TestKit;

namespace Spinner.Actors.TestKit;

/// <summary>What a spinner adds to Akka's TestKit.</summary>
public static class TestKitExtensions
{
    /// <summary>Hears what happens to children from now on.</summary>
    /// <param name="kit">Any TestKit, of whatever test framework.</param>
    /// <param name="spinner">The name of one spinner; null: of all in this actor system.</param>
    public static SpinnerEventProbe SubscribeSpinnerEvents(this TestKitBase kit, string? spinner = null)
    {
        ArgumentNullException.ThrowIfNull(kit);
        return new SpinnerEventProbe(kit.CreateTestProbe(), spinner);
    }
}
