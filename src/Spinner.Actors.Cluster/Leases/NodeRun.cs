namespace Spinner.Actors.Cluster.Leases;

/// <summary>One run of a node: what joins again at the same address is another one. A value.</summary>
/// <param name="Address">Where it is reached.</param>
/// <param name="Id">Drawn anew with every join.</param>
readonly record struct NodeRun(string Address, long Id)
{
    public override string ToString() => Address;
}
