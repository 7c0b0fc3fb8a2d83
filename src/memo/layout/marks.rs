//! The shapes of the five bands, so that a level survives a grey copy.

use std::f32::consts::PI;

use super::display::{Path, Segment};
use crate::memo::palette::Colour;

/// The shape of a band, 1 (circle) to 5 (octagon), filled. Any other number is a plain square.
#[must_use]
pub fn band_shape(band: u8, centre: [f32; 2], diameter: f32, fill: Colour) -> Path {
    let [x, y] = centre;
    let half = diameter / 2.0;
    let segments = match band {
        1 => circle(x, y, half * 0.9),
        2 => rounded_square(x - half * 0.9, y - half * 0.9, diameter * 0.9, diameter * 0.2),
        3 => polygon(&[[x, y - half * 0.95], [x + half * 1.05, y + half * 0.85], [x - half * 1.05, y + half * 0.85]]),
        4 => polygon(&[[x, y - half * 1.12], [x + half * 1.12, y], [x, y + half * 1.12], [x - half * 1.12, y]]),
        5 => octagon(x, y, half * 1.2),
        _ => polygon(&[[x - half, y - half], [x + half, y - half], [x + half, y + half], [x - half, y + half]]),
    };
    Path { segments, closed: true, fill: Some(fill), stroke: None }
}

/// Straight segments through points.
#[must_use]
pub fn polygon(points: &[[f32; 2]]) -> Vec<Segment> {
    let pen = |(index, point): (usize, &[f32; 2])| {
        if index == 0 { Segment::Move(*point) } else { Segment::Line(*point) }
    };
    points.iter().enumerate().map(pen).collect()
}

/// A rectangle with round corners, by left, top, width and height in points; radii clockwise from the top left.
#[must_use]
pub fn rounded_rect(x: f32, y: f32, width: f32, height: f32, radii: [f32; 4]) -> Vec<Segment> {
    let (right, bottom) = (x + width, y + height);
    let [top_left, top_right, bottom_right, bottom_left] = radii;
    let corners = [
        ([right - top_right, y], [right, y], [right, y + top_right]),
        ([right, bottom - bottom_right], [right, bottom], [right - bottom_right, bottom]),
        ([x + bottom_left, bottom], [x, bottom], [x, bottom - bottom_left]),
        ([x, y + top_left], [x, y], [x + top_left, y]),
    ];
    let mut path = vec![Segment::Move([x + top_left, y])];
    for (from, corner, to) in corners {
        let toward =
            |[from_x, from_y]: [f32; 2]| [from_x + (corner[0] - from_x) * ARC, from_y + (corner[1] - from_y) * ARC];
        path.push(Segment::Line(from));
        if from != to {
            path.push(Segment::Curve(toward(from), toward(to), to));
        }
    }
    path
}

/// Share of the way to the corner at which a cubic curve's controls make a quarter circle.
const ARC: f32 = 0.552_285;

fn circle(x: f32, y: f32, radius: f32) -> Vec<Segment> {
    let k = radius * ARC;
    vec![
        Segment::Move([x + radius, y]),
        Segment::Curve([x + radius, y + k], [x + k, y + radius], [x, y + radius]),
        Segment::Curve([x - k, y + radius], [x - radius, y + k], [x - radius, y]),
        Segment::Curve([x - radius, y - k], [x - k, y - radius], [x, y - radius]),
        Segment::Curve([x + k, y - radius], [x + radius, y - k], [x + radius, y]),
    ]
}

fn rounded_square(x: f32, y: f32, side: f32, radius: f32) -> Vec<Segment> {
    rounded_rect(x, y, side, side, [radius; 4])
}

fn octagon(x: f32, y: f32, radius: f32) -> Vec<Segment> {
    let corner = |index: u8| {
        let angle = (f32::from(index) + 0.5) * PI / 4.0;
        [x + radius * angle.cos(), y + radius * angle.sin()]
    };
    polygon(&(0..8).map(corner).collect::<Vec<_>>())
}
