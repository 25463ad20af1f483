using System.Collections.Immutable;
using Bunraku.Mocap.Faces;

namespace Bunraku.Mocap.Settings;

/// <summary>The adjustments of all <see cref="FaceChannels"/>. It is immutable, and equal to another that holds the same.</summary>
public sealed class ChannelAdjustments : IEquatable<ChannelAdjustments>
{
    private readonly ImmutableArray<ChannelAdjustment> _adjustments;

    private ChannelAdjustments(ImmutableArray<ChannelAdjustment> adjustments)
    {
        _adjustments = adjustments;
        ChangesNothing = adjustments.All(adjustment => adjustment == ChannelAdjustment.None);
    }

    /// <summary>No channel is adjusted.</summary>
    public static ChannelAdjustments None { get; } = new([.. Enumerable.Repeat(ChannelAdjustment.None, FaceChannels.Count)]);

    /// <summary>Whether every channel passes as it is.</summary>
    public bool ChangesNothing { get; }

    /// <summary>The adjustment of a channel, by its place in <see cref="FaceChannels"/>.</summary>
    public ChannelAdjustment this[int channel] => _adjustments[channel];

    /// <summary>The adjustment of a blendshape.</summary>
    public ChannelAdjustment this[Blendshape blendshape] => _adjustments[(int)blendshape];

    /// <summary>The same with one channel's adjustment replaced.</summary>
    public ChannelAdjustments With(int channel, ChannelAdjustment adjustment) => new(_adjustments.SetItem(channel, adjustment));

    /// <inheritdoc cref="With(int, ChannelAdjustment)"/>
    public ChannelAdjustments With(Blendshape blendshape, ChannelAdjustment adjustment) => With((int)blendshape, adjustment);

    /// <summary>Adjusts 52 weights and three angles in place.</summary>
    public void Apply(Span<double> channels)
    {
        for (int channel = 0; channel < FaceChannels.FirstHeadAngle; channel++)
        {
            channels[channel] = _adjustments[channel].ApplyToWeight(channels[channel]);
        }

        for (int channel = FaceChannels.FirstHeadAngle; channel < FaceChannels.Count; channel++)
        {
            channels[channel] = _adjustments[channel].ApplyToAngle(channels[channel]);
        }
    }

    /// <inheritdoc/>
    public bool Equals(ChannelAdjustments? other) => other is not null && _adjustments.SequenceEqual(other._adjustments);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as ChannelAdjustments);

    /// <inheritdoc/>
    public override int GetHashCode() => _adjustments.Aggregate(0, HashCode.Combine);
}
