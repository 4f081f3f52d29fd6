using CsCheck;
using Spinner.Actors.Tests.Table;

namespace Spinner.Actors.Tests.Needs;

/// <summary>
/// Random graphs of twelve children, and forty commands and ends of processes. No child starts before its needs, every hold belongs to a launch that lives
/// or to a start under way, and everybody who waits is answered. SPINNER_STRESS=1 plays ten times as many.
/// </summary>
[Collection(TableSystem.Collection)]
public class RandomGraphsSpec(TableSystem table)
{
    private static readonly int Graphs = StressRun.IsOn ? 20_000 : 2_000;

    private static readonly Gen<ChildOptions[]> Children = Gen.Select(
        Gen.Int[0, 3].Array[GraphWorld.Size], Gen.Int[0, 999].Array[GraphWorld.Size * 3], Gen.Int[0, 99].Array[GraphWorld.Size], GraphWorld.Declare);

    private static readonly Gen<GraphStep[]> Steps =
        Gen.Select(Gen.Enum<GraphMove>(), Gen.Int[0, GraphWorld.Size - 1], (move, child) => new GraphStep(move, child)).Array[40];

    [Fact]
    public void No_graph_and_no_sequence_violates_an_invariant() => Gen.Select(Children, Steps).Sample(
        (children, steps) => GraphWorld.Play(table, children, steps) is null,
        iter: Graphs,
        threads: 1,
        print: played => $"{string.Join("; ", played.Item1.Select(GraphWorld.Format))}\n{string.Join(", ", played.Item2)}\n→ {GraphWorld.Play(table, played.Item1, played.Item2)}");
}
