namespace Spinner.Actors;

/// <summary>What is known of a child. Answer: <see cref="ChildInfo"/> or <see cref="NoSuchChild"/>.</summary>
public sealed record GetChild(string Name) : ISpinnerQuery, IWithChildName;

/// <summary>What is known of all children. Answer: <see cref="ChildList"/>.</summary>
public sealed record ListChildren : ISpinnerQuery;
