namespace Bunraku.Conv.Steps;

/// <summary>How the last convolutions of a network lie behind each other: grid change, then alphas, then colours.</summary>
/// <param name="Grid">Channels without a function: 2 or 0.</param>
/// <param name="Alpha">Channels that get a sigmoid.</param>
/// <param name="Color">Channels that get a tanh.</param>
internal readonly record struct HeadLayout(int Grid, int Alpha, int Color)
{
    public int Channels => Grid + Alpha + Color;
}
