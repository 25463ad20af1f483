using Bunraku.Core.Poses;

namespace Bunraku.Siren.Training;

/// <summary>One example of the body network. All arrays are planes [channel, row, column] in the network convention.</summary>
/// <param name="Pose">The pose.</param>
/// <param name="Input">[4, 512, 512]: the picture that is warped, with the teacher's face in it. It gets no gradient.</param>
/// <param name="Posed">[4, 512, 512]: the target of the blended picture and of the colour change.</param>
/// <param name="Warped">[4, 512, 512]: the target of the warped picture.</param>
/// <param name="GridChange">[2, 512, 512]: the target of the grid change.</param>
public sealed record BodyExample(Pose Pose, float[] Input, float[] Posed, float[] Warped, float[] GridChange);
