using System.Buffers.Binary;
using System.Diagnostics.CodeAnalysis;
using System.Numerics;
using Bunraku.Mocap.Faces;
using Bunraku.Mocap.Sources.Decoding;

namespace Bunraku.Mocap.Sources.FaceMotion;

/// <summary>The payload of a frame of Face Motion v3: the weights in the schema's order, then head and eyes.</summary>
public static class FaceMotionFrame
{
    /// <summary>Twelve floats: head rotation and position, right eye, left eye.</summary>
    internal const int PoseBytes = 12 * sizeof(float);

    /// <summary>Decodes a payload. Percentages may be negative or above 100; names outside the 52 are ignored.</summary>
    /// <param name="payload">All parts put together, without the header.</param>
    /// <param name="schema">The schema that the frame names.</param>
    /// <param name="isFaceFound">Whether the header's flags say that a face is seen.</param>
    /// <param name="arrival">The time that the face gets.</param>
    /// <param name="face">The face, or null.</param>
    /// <returns>False where the length is not the schema's or a number is not finite.</returns>
    public static bool TryParse(
        ReadOnlySpan<byte> payload, FaceMotionSchema schema, bool isFaceFound, TimeSpan arrival, [NotNullWhen(true)] out FacePose? face)
    {
        face = null;
        int weightBytes = schema.Places.Length * schema.BytesPerWeight;
        if (payload.Length != weightBytes + PoseBytes)
        {
            return false;
        }

        Span<double> weights = stackalloc double[Blendshapes.Count];
        weights.Clear();
        for (int index = 0; index < schema.Places.Length; index++)
        {
            if (schema.Places[index] is >= 0 and int place)
            {
                int percent = schema.BytesPerWeight == 2
                    ? BinaryPrimitives.ReadInt16LittleEndian(payload[(2 * index)..])
                    : BinaryPrimitives.ReadInt32LittleEndian(payload[(4 * index)..]);
                weights[place] = percent / 100.0;
            }
        }

        Span<float> pose = stackalloc float[12];
        for (int index = 0; index < pose.Length; index++)
        {
            pose[index] = BinaryPrimitives.ReadSingleLittleEndian(payload[(weightBytes + (4 * index))..]);
            if (!float.IsFinite(pose[index]))
            {
                return false;
            }
        }

        TrackedWeights.Limit(weights);
        face = new FacePose(weights)
        {
            HeadRotation = EulerAngles.FromDegrees(pose[0], pose[1], pose[2]),
            HeadPosition = new Vector3(pose[3], pose[4], pose[5]),
            RightEyeRotation = EulerAngles.FromDegrees(pose[6], pose[7], pose[8]),
            LeftEyeRotation = EulerAngles.FromDegrees(pose[9], pose[10], pose[11]),
            Timestamp = arrival,
            IsFaceFound = isFaceFound,
        };
        return true;
    }
}
