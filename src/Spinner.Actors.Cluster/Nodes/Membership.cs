using System.Collections.Immutable;
using Akka.Actor;
using Akka.Cluster;
using Spinner.Actors.Cluster.Configuration;
using Spinner.Actors.Cluster.Leases;

namespace Spinner.Actors.Cluster.Nodes;

/// <summary>What one node sees of the members at one moment. Immutable.</summary>
sealed class Membership
{
    private readonly ImmutableSortedSet<Member> _members;
    private readonly ImmutableHashSet<Member> _unreachable;
    private readonly UniqueAddress _self;

    private Membership(global::Akka.Cluster.Cluster cluster)
    {
        var state = cluster.State;
        (_members, _unreachable, _self) = (state.Members, state.Unreachable, cluster.SelfUniqueAddress);
    }

    public static Membership Of(ActorSystem system) => new(global::Akka.Cluster.Cluster.Get(system));

    /// <summary>How many are members, whatever becomes of them.</summary>
    public int Count => _members.Count;

    /// <summary>This node is a member for itself.</summary>
    public bool HasSelf => _members.Any(member => member.UniqueAddress.Equals(_self) && IsIn(member));

    /// <summary>Where all members are.</summary>
    public IReadOnlyList<Address> Addresses => [.. _members.Select(static member => member.Address)];

    /// <summary>Where the other members are.</summary>
    public IEnumerable<Address> Others => _members.Where(member => !member.UniqueAddress.Equals(_self)).Select(member => member.Address);

    /// <summary>All of them, whatever becomes of them, by address.</summary>
    public IReadOnlyList<ClusterMember> Members => [.. _members.Select(Describe)];

    /// <summary>How many this node reaches that count, itself among them.</summary>
    public int Reached => _members.Count(member => IsIn(member) && !_unreachable.Contains(member));

    /// <summary>Who acknowledges is a member, and sees the asker as one that it reaches.</summary>
    public bool Reaches(NodeRun run) => _members.Any(member =>
        RunOf(member.UniqueAddress) == run && IsIn(member) && !_unreachable.Contains(member) && member.Roles.Contains(ClusterConfig.ShardsRole));

    /// <summary>A member at an address; null: none is there.</summary>
    public ClusterMember? At(Address address) =>
        _members.FirstOrDefault(member => member.Address.Equals(address)) is { } there ? Describe(there) : null;

    public static NodeRun RunOf(UniqueAddress address) => new(address.Address.ToString(), address.Uid);

    private ClusterMember Describe(Member member)
    {
        var address = $"{member.Address.Host}:{member.Address.Port}";
        return new ClusterMember
        {
            Name = ClusterConfig.NameIn(member.Roles) ?? address,
            Address = address,
            IsHere = member.UniqueAddress.Equals(_self),
            IsReachable = !_unreachable.Contains(member),
        };
    }

    // Who leaves keeps what it has until it has handed it off.
    private static bool IsIn(Member member) => member.Status is MemberStatus.Up or MemberStatus.Leaving or MemberStatus.Exiting;
}
