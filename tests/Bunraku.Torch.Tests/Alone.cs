namespace Bunraku.Torch.Tests;

/// <summary>Tests that run while no other does, because they measure the memory of the process.</summary>
[CollectionDefinition(Name, DisableParallelization = true)]
public sealed class Alone
{
    public const string Name = "Alone";
}
