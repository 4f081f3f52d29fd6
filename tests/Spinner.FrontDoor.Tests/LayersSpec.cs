using System.Runtime.CompilerServices;

namespace Spinner.FrontDoor.Tests;

public class LayersSpec
{
    [Fact]
    public void No_folder_of_the_front_door_uses_itself_by_way_of_others()
    {
        var library = Path.GetFullPath(Path.Combine(Here(), "../../../src/Spinner.FrontDoor"));

        Assert.True(Layers.UsesOf(library).Count > 10, "These are the folders.");
        Assert.Empty(Layers.CirclesIn(library));
    }

    private static string Here([CallerFilePath] string path = "") => path;
}
